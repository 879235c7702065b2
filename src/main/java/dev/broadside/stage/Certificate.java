package dev.broadside.stage;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate of a stage that speaks TLS: its own issuer, for the names of this machine's
 * loopback interface, so that who trusts it trusts nothing else.
 *
 * @param pem where it lies for clients, such as in {@code AWS_CA_BUNDLE}
 */
record Certificate(Path pem, KeyStore keys) {
  static final String ALIAS = "stage";

  /**
   * Of the key store. It is no secret, and need not be one: the file can be read by its owner only.
   */
  static final String PASSWORD = "broadside";

  private static final String TRUST_PASSWORD = "changeit";

  X509Certificate x509() throws StageException {
    try {
      return (X509Certificate) keys.getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw unusable(e);
    }
  }

  /** What a server needs that shows it. */
  SslContext server() throws StageException {
    try {
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, PASSWORD.toCharArray());
      return SslContextBuilder.forServer(keyManagers)
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Writes a trust store with this certificate and all that this JVM trusts anyway (a trust store
   * replaces the JVM's own, and functions call others too).
   *
   * @return the options of a JVM that trusts so. They do not reach the AWS CRT, which reads the
   *     operating system's certificates.
   */
  List<String> trustedBy(Path store) throws StageException {
    try (OutputStream file = Files.newOutputStream(store)) {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry(ALIAS, x509());
      int number = 0;
      for (X509Certificate issuer : issuersOfThisJvm()) {
        trust.setCertificateEntry("jvm-" + number++, issuer);
      }
      trust.store(file, TRUST_PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new StageException("the trust store " + store + " cannot be written: " + e, e);
    }
    return List.of(
        "-Djavax.net.ssl.trustStore=" + store,
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + TRUST_PASSWORD);
  }

  private static List<X509Certificate> issuersOfThisJvm() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return List.of(x509.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  /** The key store in {@code file}. */
  static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stored = Files.newInputStream(file)) {
      keys.load(stored, PASSWORD.toCharArray());
    }
    if (!(keys.getCertificate(ALIAS) instanceof X509Certificate)) {
      throw new GeneralSecurityException("no certificate named " + ALIAS);
    }
    return keys;
  }

  private StageException unusable(Exception e) {
    return new StageException(
        "the certificate %s cannot be used (%s): remove its folder, and it is made anew"
            .formatted(pem, e.getMessage()),
        e);
  }
}
