package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and plain on one port, for clients that trust what {@code certificate.pem} says. */
@Timeout(60)
@Order(1)
class TlsTest {
  private static final String USER = "GET /user/{userId}";

  private static Path folder;
  private static HttpClient trusting;
  private static Certificate certificate;

  @BeforeAll
  static void make(@TempDir Path temporary) throws Exception {
    folder = temporary;
    certificate = new CertificateFolder(folder.resolve("tls"), Clock.systemUTC()).certificate();
    trusting = HttpClient.newBuilder().sslContext(trust()).build();
  }

  private static BareStage stage() throws Exception {
    Doorway doorway = new Doorway(new Crowd(100), certificate.server());
    return new BareStage(
        doorway,
        TestRoutes.api("$default", null, USER),
        Rules.USUAL,
        BareStage.CONNECT,
        BareStage.DISCONNECT,
        BareStage.TWO_WAY);
  }

  /** Trusts the PEM file and nothing else. */
  private static SSLContext trust() throws Exception {
    try (InputStream pem = Files.newInputStream(certificate.pem())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate read =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      store.setCertificateEntry("stage", read);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }
  }

  private static HttpResponse<String> send(String method, String uri) throws Exception {
    return trusting.send(
        HttpRequest.newBuilder(URI.create(uri)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void httpsIsServedOnThePortOfHttp(String host) throws Exception {
    try (BareStage stage = stage()) {
      for (String scheme : List.of("https", "http")) {
        String uri = scheme + "://" + host + ":" + stage.port() + "/user/7";
        assertEquals(200, send("GET", uri).statusCode());
        JsonNode event = stage.functions.event(USER);
        assertEquals(scheme, event.at("/headers/x-forwarded-proto").asText());
        assertEquals(String.valueOf(stage.port()), event.at("/headers/x-forwarded-port").asText());
      }
    }
  }

  @Test
  void aWebSocketOverTlsIsOneFromHandshakeToClose() throws Exception {
    try (BareStage stage = stage()) {
      stage.functions.answer("ask", PlayedFunctions.answered(200, "told"));
      TestClient client = TestClient.open(stage.url("wss", ""), trust().getSocketFactory());
      JsonNode connect = stage.functions.event("$connect");
      assertEquals("https", connect.at("/headers/X-Forwarded-Proto").asText());
      assertEquals("told", client.ask("{\"action\":\"ask\"}"));
      String domainName = connect.at("/requestContext/domainName").asText();
      String id = connect.at("/requestContext/connectionId").asText().replace("=", "%3D");
      String callback = "https://" + domainName + "/prod/@connections/" + id;
      assertEquals(200, send("GET", callback).statusCode());
      assertEquals(204, send("DELETE", callback).statusCode());
      assertEquals("1000 Connection Closed Normally", client.awaitClose());
      assertEquals("1000 Connection Closed Normally", stage.nextDisconnect());
    }
  }

  @Test
  void whoDoesNotTrustTheCertificateIsNotConnected() throws Exception {
    try (BareStage stage = stage()) {
      String uri = "https://127.0.0.1:" + stage.port() + "/user/7";
      assertThrows(
          SSLHandshakeException.class,
          () ->
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding()));
      assertEquals(200, send("GET", uri).statusCode());
    }
  }

  @Test
  void aHandshakeThatStopsIsClosedLikeARequestThatDoes() throws Exception {
    try (BareStage stage = stage();
        RawHttp raw = new RawHttp(stage.port())) {
      raw.send(new byte[] {0x16, 3, 1});
      Await.until(stage.intakes()::isReading);
      stage.clock.advance(Intakes.REQUEST);
      stage.sweepOnce();
      raw.read(1 << 10);
      assertEquals(200, send("GET", "https://127.0.0.1:" + stage.port() + "/user/7").statusCode());
    }
  }

  @Test
  void theCertificateIsMadeOnceAndItsKeyIsTheOwnersAlone() throws Exception {
    Path own = folder.resolve("own");
    CertificateFolder first = new CertificateFolder(own, Clock.systemUTC());
    String pem = Files.readString(first.certificate().pem());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("stage.p12"))));
    assertEquals(pem, Files.readString(first.certificate().pem()));
    try (Stream<Path> files = Files.list(own)) {
      assertEquals(
          List.of("certificate.pem", "lock", "stage.p12"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(800));
    assertNotEquals(pem, Files.readString(new CertificateFolder(own, later).certificate().pem()));
  }

  @Test
  void whatIsNoKeyStoreOfOursIsNotWrittenOver() throws Exception {
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("stage.p12"), "mine");
    StageException e =
        assertThrows(
            StageException.class,
            () -> new CertificateFolder(foreign, Clock.systemUTC()).certificate());
    assertTrue(String.valueOf(e.getMessage()).contains("is no key store of ours"), e.getMessage());
    assertEquals("mine", Files.readString(foreign.resolve("stage.p12")));
  }

  @Test
  void functionHostsTrustTheStageAndEverybodyElse() throws Exception {
    Path file = folder.resolve("trust.p12");
    List<String> options = certificate.trustedBy(file);
    assertTrue(options.contains("-Djavax.net.ssl.trustStore=" + file));
    KeyStore trust = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    assertNotNull(trust.getCertificate("stage"));
    assertTrue(trust.size() > 20, "only " + trust.size());
  }
}
