package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures were made with botocore 1.43.11; the SDK's own are in ConnectionsApiTest. */
class SignedAccessTest {
  private static final Instant SIGNED_AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final String PATH = "/prod/@connections/AbC-_123IAMCJqA%3D";
  private static final String OF_POST =
      "5699a7104ed18a374ca85c327086d548e09ade197f82e94af2bf04ae4223f5b6";

  private static Access at(Instant now) {
    return new SignedAccess(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static FullHttpRequest request(String method, String uri, String body, String auth) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(method),
            uri,
            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    request
        .headers()
        .add("Host", "127.0.0.1:8080")
        .add("User-Agent", "Boto3/1")
        .add("amz-sdk-request", "attempt=1")
        .add("X-Amz-Date", "20260102T030405Z")
        .add("Authorization", auth);
    return request;
  }

  private static String authorization(String scope, String headers, String signature) {
    return "AWS4-HMAC-SHA256 Credential=local/20260102/%s/aws4_request, SignedHeaders=%s, Signature=%s"
        .formatted(scope, headers, signature);
  }

  private static FullHttpRequest post(String uri, String body) {
    String headers = "amz-sdk-request;host;x-amz-date";
    return request("POST", uri, body, authorization("us-east-1/execute-api", headers, OF_POST));
  }

  @Test
  void whatBoto3SignedIsAdmitted() {
    assertTrue(at(SIGNED_AT).admits(post(PATH, "hello")));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /prod/%40connections/AbC-_123IAMCJqA%3D, hello, us-east-1/execute-api,"
        + " 3e88763cff92e461f5a33138d378416ab592484fb4279bab71947be11731214a, true",
    "GET, /prod/@connections/AbC-_123IAMCJqA%3D?b=2&a=1%2F, '', us-east-1/execute-api,"
        + " 864bd46ef7107f7970614fe9550d888d2e2de7d950d5c8aa1fe508a0aedf5831, true",
    "DELETE, /prod/@connections/AbC-_123IAMCJqA%3D, '', eu-west-1/execute-api,"
        + " 2ef0d532d1d2357658db5ec7fa556200f4402784919dd2809a59171822289bfd, false",
    "POST, /prod/@connections/AbC-_123IAMCJqA%3D, hello, us-east-1/lambda,"
        + " 070bdc0fa6c387ebe25e3e8078e6661f32b9c29584d27b84fc2ce49177cfef89, false"
  })
  void theRawPathIsWhatCountsAndRegionAndServiceMustBeTheStages(
      String method, String uri, String body, String scope, String signature, boolean admitted) {
    String auth = authorization(scope, "host;x-amz-date", signature);
    assertEquals(admitted, at(SIGNED_AT).admits(request(method, uri, body, auth)));
  }

  @Test
  void whatWasChangedAfterSigningIsNot() {
    Access access = at(SIGNED_AT);
    assertFalse(access.admits(post(PATH, "hellO")), "body");
    assertFalse(access.admits(post(PATH.replace("@", "%40"), "hello")), "path");
    assertFalse(access.admits(post(PATH + "?a=b", "hello")), "query string");
    assertFalse(access.admits(post(PATH + "?a=%zz", "hello")), "query string that is none");
    FullHttpRequest header = post(PATH, "hello");
    header.headers().set("amz-sdk-request", "attempt=2");
    assertFalse(access.admits(header), "header");
    FullHttpRequest twice = post(PATH, "hello");
    twice.headers().add("Host", "elsewhere");
    assertFalse(access.admits(twice), "second host");
    FullHttpRequest date = post(PATH, "hello");
    date.headers().set("X-Amz-Date", "20260102T030406Z");
    assertFalse(access.admits(date), "date");
  }

  @Test
  void aSignatureIsGoodForFiveMinutesBeforeAndAfterItsDate() {
    Duration skew = Duration.ofMinutes(5);
    assertTrue(at(SIGNED_AT.plus(skew)).admits(post(PATH, "hello")));
    assertTrue(at(SIGNED_AT.minus(skew)).admits(post(PATH, "hello")));
    assertFalse(at(SIGNED_AT.plus(skew).plusSeconds(1)).admits(post(PATH, "hello")));
    assertFalse(at(SIGNED_AT.minus(skew).minusSeconds(1)).admits(post(PATH, "hello")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer x",
        "AWS4-HMAC-SHA256 Credential=local/20260102/us-east-1/execute-api/aws4_request",
        "AWS4-HMAC-SHA256 Credential=local/20260102/us-east-1/execute-api/aws4_request,"
            + " SignedHeaders=x-amz-date, Signature="
            + OF_POST,
        "AWS4-HMAC-SHA256 Credential=other/20260102/us-east-1/execute-api/aws4_request,"
            + " SignedHeaders=amz-sdk-request;host;x-amz-date, Signature="
            + OF_POST,
      })
  void whatIsNoSignatureOfOursIsNot(String authorization) {
    assertFalse(at(SIGNED_AT).admits(request("POST", PATH, "hello", authorization)));
  }

  @Test
  void aRequestWithoutTheHeadersIsNot() {
    for (String missing : new String[] {"Authorization", "X-Amz-Date", "Host"}) {
      FullHttpRequest request = post(PATH, "hello");
      request.headers().remove(missing);
      assertFalse(at(SIGNED_AT).admits(request), missing);
    }
  }

  @Property
  void nothingMakesTheCheckFail(
      @ForAll String path, @ForAll String headers, @ForAll String date, @ForAll String any) {
    String auth = authorization("us-east-1/execute-api", headers, OF_POST);
    FullHttpRequest request = request("POST", "/" + printable(path), "x", "");
    request.headers().remove("Authorization");
    Access access = at(SIGNED_AT);
    for (String value : new String[] {auth, any}) {
      set(request, "Authorization", value);
      assertFalse(access.admits(request));
    }
    set(request, "X-Amz-Date", date);
    assertFalse(access.admits(request));
  }

  private static void set(FullHttpRequest request, String name, String value) {
    request.headers().set(name, printable(value));
  }

  /** What the decoder lets through. */
  private static String printable(String text) {
    return text.replaceAll("[^!-~]", "x");
  }
}
