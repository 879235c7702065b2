package dev.broadside.load.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a refusal is put into. */
final class TellingTrustManagerTest {
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBhTCCASugAwIBAgIIYD5p7hykqQowCgYIKoZIzj0EAwMwEzERMA8GA1UEAxMI
      U29tZWJvZHkwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMTMxMDAwMDAwWjATMREwDwYD
      VQQDEwhTb21lYm9keTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNs3IUo8BfAD
      DWgvayWIF91PH3FjLk7d9b3L0JaZIgkbB2KGZdI1qC+OU/y/ZY5Gaszc1/yMvd1m
      NwmybyGBtJejaTBnMB0GA1UdDgQWBBRn5I+5TV3t8Rs3SEscQ36iOZbMQjBGBgNV
      HREEPzA9gglhLmV4YW1wbGWCCWIuZXhhbXBsZYcEfwAAAYIJYy5leGFtcGxlgglk
      LmV4YW1wbGWCCWUuZXhhbXBsZTAKBggqhkjOPQQDAwNIADBFAiEAy4ZRj5H0rie1
      2M9Swm2Z/Noqes7q6H6MLUM887HTRyQCIA0kftDznyD4djIoxHUTC6dT2S6UWYgz
      utF/MAMoexoX
      -----END CERTIFICATE-----
      """;

  /** Valid from 16 December 2019 to 15 January 2020. */
  private static final String ISSUER =
      """
      -----BEGIN CERTIFICATE-----
      MIIBjTCCAROgAwIBAgIJAOHEY9YKpVehMAoGCCqGSM49BAMDMBwxGjAYBgNVBAMT
      EUlzc3VlciBvZiBKYW51YXJ5MB4XDTE5MTIxNjAwMDAwMFoXDTIwMDExNTAwMDAw
      MFowHDEaMBgGA1UEAxMRSXNzdWVyIG9mIEphbnVhcnkwdjAQBgcqhkjOPQIBBgUr
      gQQAIgNiAARCE8Z/psrzTTxqIGgZ0qGPEBOrA/hVihUPPwLgHbV7tGeVHGJ8Wzl1
      5LMKps5wFSD2rd6cxjn4PZbyjBaEj0Gfha+oZZo65jQqW/J35K7K6iolky7zJCTU
      iqLUuaH+96KjITAfMB0GA1UdDgQWBBT6JVWG5Ocaqws0oO3ZKX/Aoyn+gTAKBggq
      hkjOPQQDAwNoADBlAjB4XJbD+xW8AOYUXmHhxncVFEk3gu4puPjLDuGmAiC+UQgP
      ej/3yRtNrKuAMkyeS8UCMQD9eJCsZrzatCWfrnxnaJIz4rplNMPxEWvjPXUVyUX0
      CbvIuEFZFG3PMG9SB/hRiUY=
      -----END CERTIFICATE-----
      """;

  private static final Instant IN_JANUARY = Instant.parse("2020-01-10T00:00:00Z");

  private static X509Certificate certificate(String pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String refusal(@Nullable CertificateException ofTheChain) throws Exception {
    return refusal(ofTheChain, IN_JANUARY);
  }

  private static String refusal(@Nullable CertificateException ofTheChain, Instant now)
      throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("chat.example.com", 443);
    TellingTrustManager telling =
        new TellingTrustManager(new Rules(ofTheChain), Clock.fixed(now, ZoneOffset.UTC));
    X509Certificate[] chain = {certificate(PEM), certificate(ISSUER)};
    return String.valueOf(
        assertThrows(
                RefusedCertificateException.class,
                () -> telling.checkServerTrusted(chain, "ECDHE_ECDSA", engine))
            .getMessage());
  }

  @Test
  void aNameThatIsNotInItIsToldWithSomeThatAre() throws Exception {
    assertEquals(
        "the certificate is for a.example, b.example, 127.0.0.1, c.example, d.example and others"
            + " and not for chat.example.com",
        refusal(null));
  }

  @Test
  void aTimeThatIsOverOrToComeIsTold() throws Exception {
    assertEquals(
        "the certificate of chat.example.com expired at 2020-01-31T00:00:00Z",
        refusal(
            new CertificateException(new CertificateExpiredException()),
            Instant.parse("2020-02-01T00:00:00Z")));
    assertEquals(
        "the certificate of chat.example.com is valid from 2020-01-01T00:00:00Z on",
        refusal(
            new CertificateException(new CertificateNotYetValidException()),
            Instant.parse("2019-12-31T23:59:59Z")));
  }

  @Test
  void theCertificateThatIsOutOfTimeIsToldAlsoBehindTheServers() throws Exception {
    CertificateException expired = new CertificateException(new CertificateExpiredException());
    assertEquals(
        "the certificate of chat.example.com is issued under 'CN=Issuer of January', which expired"
            + " at 2020-01-15T00:00:00Z",
        refusal(expired, Instant.parse("2020-01-20T00:00:00Z")));
    assertEquals(
        "the certificate of chat.example.com is issued under one that has expired, or is not valid"
            + " yet",
        refusal(expired, IN_JANUARY));
  }

  @Test
  void anIssuerThatNobodyKnowsIsTold() throws Exception {
    assertEquals(
        "the certificate of chat.example.com is issued by 'CN=Somebody', whom this machine does not"
            + " trust",
        refusal(new CertificateException("no path")));
  }

  /** Refuses every host, and the chain as it is told. */
  private static final class Rules extends X509ExtendedTrustManager {
    private final @Nullable CertificateException ofTheChain;

    Rules(@Nullable CertificateException ofTheChain) {
      this.ofTheChain = ofTheChain;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw ofTheChain == null ? new CertificateException("no such name") : ofTheChain;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      if (ofTheChain != null) {
        throw ofTheChain;
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
