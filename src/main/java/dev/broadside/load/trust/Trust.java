package dev.broadside.load.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS connections trust: the issuers that this JVM knows, those of a file beside them, or
 * everybody.
 */
public final class Trust {
  private final X509ExtendedTrustManager manager;
  private final boolean checksNames;

  private Trust(X509ExtendedTrustManager manager, boolean checksNames) {
    this.manager = manager;
    this.checksNames = checksNames;
  }

  /**
   * Reads whom to trust.
   *
   * @param ca a file of certificates in PEM, or {@code null} for none beside the JVM's own
   * @param insecure whether to trust everybody, under every name
   */
  public static Trust of(@Nullable Path ca, boolean insecure) throws TrustException {
    if (insecure) {
      return new Trust(new AnyCertificate(), false);
    }
    try {
      X509ExtendedTrustManager known = manager(null);
      if (ca != null) {
        known = manager(store(known.getAcceptedIssuers(), read(ca)));
      }
      return new Trust(new TellingTrustManager(known, Clock.systemUTC()), true);
    } catch (GeneralSecurityException | IOException e) {
      throw new TrustException("the certificates that this machine trusts cannot be read: " + e, e);
    }
  }

  private static Collection<? extends Certificate> read(Path ca) throws TrustException {
    try (InputStream file = Files.newInputStream(ca)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (found.isEmpty()) {
        throw new CertificateException("there is none");
      }
      return found;
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "there is no file of certificates " + ca + ": check connect.tls.ca", e);
    } catch (CertificateException e) {
      throw new TrustException(
          ca
              + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----): check"
              + " connect.tls.ca",
          e);
    } catch (IOException e) {
      throw new TrustException(
          "the file of certificates " + ca + " cannot be read: check who may read it", e);
    }
  }

  private static KeyStore store(X509Certificate[] known, Collection<? extends Certificate> added)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Collection<? extends Certificate> each : List.of(List.of(known), added)) {
      for (Certificate certificate : each) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
    }
    return store;
  }

  /** Java's own rules over {@code store}, or over the JVM's own when it is {@code null}. */
  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager manager) {
        return manager;
      }
    }
    throw new GeneralSecurityException("this JVM has no trust manager for X.509");
  }

  /** What decides on a server's certificate. */
  public X509ExtendedTrustManager manager() {
    return manager;
  }

  /** Whether a certificate must be for the host that was dialled. */
  public boolean checksNames() {
    return checksNames;
  }

  /** Sockets that trust so; whoever uses them asks for the check of names. */
  public SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has TLS", e);
    }
  }
}
