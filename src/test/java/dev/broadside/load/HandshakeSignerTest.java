package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.handlers.sigv4.Keys;
import dev.broadside.handlers.sigv4.Request;
import dev.broadside.handlers.sigv4.Signer;
import dev.broadside.scenario.Auth;
import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Rate;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

final class HandshakeSignerTest {
  private static final String HOST = "abc123.execute-api.eu-west-1.amazonaws.com";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Person PERSON = new Person("room 1/ä+&=", "user-1", "");

  private static HttpHeaders headers(URI stage, AwsCredentialsProvider provider)
      throws LoadException {
    Connect connect =
        new Connect(new Rate(1), Map.of("room", "#{room}"), Map.of("X-Own", "1"), null);
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    HandshakeSigner signer = new HandshakeSigner("eu-west-1", provider, clock);
    return new Handshakes(stage, connect, text -> text, signer).of(PERSON).headers();
  }

  private static AwsCredentialsProvider session(String token) {
    return () -> AwsSessionCredentials.create("AKID", "secret", token);
  }

  /** The other implementation is ours, for {@code direct}, and shares no line with the SDK's. */
  @ParameterizedTest
  @CsvSource({"wss://" + HOST + "/prod?a=b%20c, /prod", "wss://" + HOST + ", ''"})
  void theSignatureIsTheOneThatAnotherImplementationFinds(URI stage, String path) throws Exception {
    HttpHeaders headers = headers(stage, session("t0k3n"));
    TreeMap<String, String> query = new TreeMap<>(Map.of("room", "room 1/ä+&="));
    if (!path.isEmpty()) {
      query.put("a", "b c");
    }
    Request request = new Request("GET", HOST, path, query, new TreeMap<>(), new byte[0]);
    Map<String, String> expected =
        new Signer("eu-west-1", "execute-api")
            .headers(new Keys("AKID", "secret", "t0k3n"), NOON, request);
    expected.forEach((name, value) -> assertSameHeader(value, headers.get(name), name));
    assertEquals("1", headers.get("X-Own"));
    assertFalse(headers.contains("Host"), "the handshake writes it");
  }

  /** What stands behind a second {@code =} is sent too, and part of the value. */
  @Test
  void aValueThatEndsInEqualsSignsIsSignedWhole() throws Exception {
    HttpHeaders headers =
        headers(URI.create("wss://" + HOST + "/prod?token=abc==&flag&b=1;c"), session("t0k3n"));
    TreeMap<String, String> query =
        new TreeMap<>(Map.of("token", "abc==", "flag", "", "b", "1;c", "room", "room 1/ä+&="));
    Request request = new Request("GET", HOST, "/prod", query, new TreeMap<>(), new byte[0]);
    assertSameHeader(
        Objects.requireNonNull(
            new Signer("eu-west-1", "execute-api")
                .headers(new Keys("AKID", "secret", "t0k3n"), NOON, request)
                .get("authorization")),
        headers.get("Authorization"),
        "authorization");
  }

  /** The two put different spaces behind the commas. */
  private static void assertSameHeader(String expected, String is, String name) {
    assertEquals(expected.replace(", ", ","), is.replace(", ", ","), name);
  }

  @Test
  void eachHandshakeAsksForTheCredentialsOfItsTime() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AwsCredentialsProvider rotating =
        () -> AwsSessionCredentials.create("AKID", "s", "t" + asked.incrementAndGet());
    URI stage = URI.create("wss://" + HOST + "/prod");
    assertEquals("t1", headers(stage, rotating).get("X-Amz-Security-Token"));
    assertEquals("t2", headers(stage, rotating).get("X-Amz-Security-Token"));
  }

  /** The second is what the SDK throws when a process no longer gives any. */
  @Test
  void credentialsThatAreGoneAreSaidWithoutTheSdksWords() {
    String printed = "the process printed {\"SecretAccessKey\": \"s3cret\"}";
    for (RuntimeException e :
        List.of(SdkClientException.create(printed), new IllegalStateException(printed))) {
      AwsCredentialsProvider none =
          () -> {
            throw e;
          };
      LoadException gone =
          assertThrows(
              LoadException.class, () -> headers(URI.create("wss://" + HOST + "/prod"), none));
      assertTrue(String.valueOf(gone.getMessage()).startsWith("no AWS credentials were found"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    HOST + ", eu-west-1",
    "a.execute-api.cn-north-1.amazonaws.com.cn, cn-north-1",
    "a.execute-api.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "a.execute-api.us-east-1.api.aws, us-east-1"
  })
  void theRegionIsInTheHost(String host, String region) throws Exception {
    URI stage = URI.create("wss://" + host + "/prod");
    assertEquals(region, HandshakeSigner.region(new Auth.Iam(null), stage));
    assertEquals("eu-north-1", HandshakeSigner.region(new Auth.Iam("eu-north-1"), stage));
  }

  @ParameterizedTest
  @CsvSource({"chat.example.com", "127.0.0.1", "a.execute-api.eu-west-1.amazonaws.com.evil.org"})
  void aHostThatNamesNoRegionAsksForIt(String host) {
    LoadException refused =
        assertThrows(
            LoadException.class,
            () -> HandshakeSigner.region(new Auth.Iam(null), URI.create("wss://" + host)));
    assertTrue(
        String.valueOf(refused.getMessage()).endsWith("write connect.auth: { iam: REGION }"));
  }
}
