package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.broadside.template.HttpApi;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossOriginTest {
  private static final HttpApi.Cors RULES =
      new HttpApi.Cors(
          List.of("https://a.example", "http://*"),
          List.of("GET", "POST"),
          List.of("x-a"),
          List.of("x-b"),
          true,
          600);

  private static HttpRequest request(HttpMethod method, @Nullable String origin) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/x");
    if (origin != null) {
      request.headers().set("origin", origin);
    }
    return request;
  }

  private static HttpRequest preflight(String origin) {
    HttpRequest request = request(HttpMethod.OPTIONS, origin);
    request.headers().set("access-control-request-method", "POST");
    return request;
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example",
    "http://localhost:3000, http://localhost:3000",
    "https://b.example,",
    "https://a.example.evil,"
  })
  void aPreflightIsAnsweredForOriginsThatAreAllowed(String origin, @Nullable String allowed) {
    HttpResponse answer = new CrossOrigin(RULES).preflight(preflight(origin));
    assertNotNull(answer);
    assertEquals(204, answer.status().code());
    HttpHeaders headers = answer.headers();
    assertEquals(allowed, headers.get("access-control-allow-origin"));
    assertEquals(allowed == null ? null : "GET,POST", headers.get("access-control-allow-methods"));
    assertEquals(allowed == null ? null : "x-a", headers.get("access-control-allow-headers"));
    assertEquals(allowed == null ? null : "600", headers.get("access-control-max-age"));
    assertEquals(allowed == null ? null : "true", headers.get("access-control-allow-credentials"));
  }

  @Test
  void onlyWhatABrowserAsksBeforehandIsAPreflight() {
    CrossOrigin ours = new CrossOrigin(RULES);
    assertNull(ours.preflight(request(HttpMethod.OPTIONS, "https://a.example")));
    assertNull(ours.preflight(request(HttpMethod.GET, "https://a.example")));
    assertNull(new CrossOrigin(null).preflight(preflight("https://a.example")));
  }

  @Test
  void theHeadersOfTheFunctionAreReplaced() {
    HttpHeaders answer =
        new DefaultHttpHeaders()
            .set("access-control-allow-origin", "https://mine")
            .set("access-control-allow-headers", "mine")
            .set("x-b", "stays");
    new CrossOrigin(RULES).dress(request(HttpMethod.GET, "https://a.example"), answer);
    assertEquals("https://a.example", answer.get("access-control-allow-origin"));
    assertEquals("x-b", answer.get("access-control-expose-headers"));
    assertNull(answer.get("access-control-allow-headers"));
    assertEquals("stays", answer.get("x-b"));
    new CrossOrigin(RULES).dress(request(HttpMethod.GET, null), answer);
    assertNull(answer.get("access-control-allow-origin"));
  }

  @Test
  void withoutAConfigurationTheHeadersAreTheFunctions() {
    HttpHeaders answer = new DefaultHttpHeaders().set("access-control-allow-origin", "mine");
    new CrossOrigin(null).dress(request(HttpMethod.GET, "https://a.example"), answer);
    assertEquals("mine", answer.get("access-control-allow-origin"));
  }

  @Test
  void aStarAllowsEverybodyByThatName() {
    HttpApi.Cors star =
        new HttpApi.Cors(List.of("*"), List.of(), List.of(), List.of(), false, null);
    HttpHeaders answer = new DefaultHttpHeaders();
    new CrossOrigin(star).dress(request(HttpMethod.GET, "https://a.example"), answer);
    assertEquals("*", answer.get("access-control-allow-origin"));
    assertNull(answer.get("access-control-allow-credentials"));
  }
}
