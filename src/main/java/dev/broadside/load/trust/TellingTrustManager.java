package dev.broadside.load.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Another trust manager, whose refusals name the host and what is wrong: that of Java's own,
 * "unable to find valid certification path", leaves open which of the two it was.
 *
 * <p>What a certificate says of itself comes from the network: it is told in part, without anything
 * that would end a line.
 */
final class TellingTrustManager extends X509ExtendedTrustManager {
  private static final int MOST_NAMES = 5;
  private static final int LONGEST_NAME = 100;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final X509ExtendedTrustManager rules;
  private final Clock clock;

  TellingTrustManager(X509ExtendedTrustManager rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    try {
      rules.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      throw refused(chain, authType, host(engine.getHandshakeSession(), engine.getPeerHost()), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    try {
      rules.checkServerTrusted(chain, authType, socket);
    } catch (CertificateException e) {
      SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
      throw refused(chain, authType, host(session, null), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rules.checkServerTrusted(chain, authType);
  }

  private static String host(@Nullable SSLSession session, @Nullable String dialled) {
    String host = dialled != null || session == null ? dialled : session.getPeerHost();
    return host == null ? "this host" : host;
  }

  private RefusedCertificateException refused(
      X509Certificate[] chain, String authType, String host, CertificateException why) {
    X509Certificate shown = chain[0];
    for (Throwable each = why; each != null; each = each.getCause()) {
      if (each instanceof CertificateExpiredException
          || each instanceof CertificateNotYetValidException) {
        return told("the certificate of %s %s", host, outOfTime(chain), why);
      }
    }
    if (isTrusted(chain, authType)) {
      return told("the certificate is for %s and not for %s", names(shown), host, why);
    }
    return told(
        "the certificate of %s is issued by '%s', whom this machine does not trust",
        host, plain(shown.getIssuerX500Principal().getName()), why);
  }

  /** What is wrong with the dates of the chain, of which any certificate may be the reason. */
  private String outOfTime(X509Certificate... chain) {
    Instant now = clock.instant();
    for (X509Certificate each : chain) {
      String whose =
          each.equals(chain[0])
              ? ""
              : "is issued under '%s', which "
                  .formatted(plain(each.getSubjectX500Principal().getName()));
      if (now.isAfter(each.getNotAfter().toInstant())) {
        return whose + "expired at " + each.getNotAfter().toInstant();
      }
      if (now.isBefore(each.getNotBefore().toInstant())) {
        return whose + "is valid from " + each.getNotBefore().toInstant() + " on";
      }
    }
    return "is issued under one that has expired, or is not valid yet";
  }

  private static RefusedCertificateException told(
      String text, Object first, Object second, CertificateException why) {
    return new RefusedCertificateException(text.formatted(first, second), why);
  }

  /** Whether all but the name is right. */
  private boolean isTrusted(X509Certificate[] chain, String authType) {
    try {
      rules.checkServerTrusted(chain, authType);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    for (List<?> name : alternatives(certificate)) {
      if (name.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS)) {
        names.add(plain(String.valueOf(name.get(1))));
      }
    }
    if (names.isEmpty()) {
      return "no host at all";
    }
    String shown = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? shown + " and others" : shown;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static String plain(String text) {
    String line = text.replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() > LONGEST_NAME ? String.format(Locale.ROOT, "%.100s…", line) : line;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    rules.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    rules.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rules.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return rules.getAcceptedIssuers();
  }
}
