package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures were made with botocore 1.43.11; the SDK's own are in AuthorizerTest. */
class SignedUrlTest {
  private static final Instant SIGNED_AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final String URL =
      "/prod?room=a%20b&token=x&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=local%2F20260102"
          + "%2Fus-east-1%2Fexecute-api%2Faws4_request&X-Amz-Date=20260102T030405Z"
          + "&X-Amz-Expires=300&X-Amz-SignedHeaders=host"
          + "&X-Amz-Signature=f47cac4c8228512dd809b21351e0554525752ef034933fe03d947293495bd85f";

  private static boolean admits(Instant now, String uri) {
    FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
    request.headers().set("Host", "127.0.0.1:8080").set("Connection", "Upgrade");
    return new SignedUrl(Clock.fixed(now, ZoneOffset.UTC)).admits(request);
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
  void whatBoto3SignedIsAdmittedAsLongAsItSays(int seconds, boolean admitted) {
    assertEquals(admitted, admits(SIGNED_AT.plusSeconds(seconds), URL));
  }

  @ParameterizedTest
  @CsvSource({
    "room=a%20b, room=a%20c",
    "&token=x, ''",
    "&token=x, &token=x&more=1",
    "/prod?, /test?",
    "Expires=300, Expires=400",
    "Expires=300, Expires=-1",
    "Expires=300, Expires=604801",
    "&X-Amz-Expires=300, ''",
    "SignedHeaders=host, SignedHeaders=connection",
    "SignedHeaders=host, SignedHeaders=host;connection",
    "AWS4-HMAC-SHA256, AWS4-ECDSA-P256-SHA256",
    "Credential=local, Credential=other",
    "T030405Z, T030406Z",
    "us-east-1, eu-west-1",
    "&X-Amz-Date, &X-Amz-Date=20260102T030405Z&X-Amz-Date",
    "bd85f, bd85e",
  })
  void whatWasChangedAfterSigningIsNot(String signed, String changed) {
    assertTrue(URL.contains(signed));
    assertFalse(admits(SIGNED_AT, URL.replace(signed, changed)));
  }

  @Test
  void anotherRegionsSignatureIsNotOurs() {
    assertFalse(
        admits(
            SIGNED_AT,
            "/prod?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=local%2F20260102%2Feu-west-1"
                + "%2Fexecute-api%2Faws4_request&X-Amz-Date=20260102T030405Z&X-Amz-Expires=300"
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + "d14cc41c85e000d8ce3d8b321fb95600b4041948c2b74fb3e0eafc32098cc452"));
  }

  @Property
  void nothingMakesTheCheckFail(@ForAll String path, @ForAll String headers, @ForAll String query) {
    String changed =
        URL.replace("/prod", "/" + printable(path))
            .replace("SignedHeaders=host", "SignedHeaders=host;" + printable(headers));
    assertFalse(admits(SIGNED_AT, changed + "&" + printable(query)));
  }

  private static String printable(String text) {
    return text.replaceAll("[^!-~]|%", "x");
  }
}
