package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API's {@code CorsConfiguration}: it answers preflight requests, whatever routes there
 * are, and its headers replace those of the functions. Without a configuration both are the
 * functions' business.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">
 *     CORS of HTTP APIs</a>
 */
record CrossOrigin(HttpApi.@Nullable Cors rules) {
  private static final List<CharSequence> HEADERS =
      List.of(
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
          HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
          HttpHeaderNames.ACCESS_CONTROL_MAX_AGE);

  /** The answer to a preflight request, or null where {@code request} is none. */
  @Nullable FullHttpResponse preflight(HttpRequest request) {
    if (rules == null
        || !request.method().equals(HttpMethod.OPTIONS)
        || !request.headers().contains(HttpHeaderNames.ORIGIN)
        || !request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
      return null;
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
    HttpHeaders headers = response.headers();
    if (admit(request, headers)) {
      set(headers, HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, rules.methods());
      set(headers, HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, rules.headers());
      Integer maxAge = rules.maxAgeSeconds();
      if (maxAge != null) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, maxAge);
      }
    }
    return response;
  }

  /** Makes the headers of an answer ours. */
  void dress(HttpRequest request, HttpHeaders answer) {
    if (rules != null) {
      HEADERS.forEach(answer::remove);
      admit(request, answer);
    }
  }

  private boolean admit(HttpRequest request, HttpHeaders answer) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    String allowed = origin == null ? null : allowed(origin);
    if (allowed == null || rules == null) {
      return false;
    }
    answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
    if (rules.credentials()) {
      answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    set(answer, HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, rules.exposedHeaders());
    return true;
  }

  /** What the browser is told to be allowed, or null where {@code origin} is not. */
  private @Nullable String allowed(String origin) {
    for (String rule : rules == null ? List.<String>of() : rules.origins()) {
      if (rule.equals("*")) {
        return rule;
      }
      boolean prefix = rule.endsWith("://*");
      String fixed = prefix ? rule.substring(0, rule.length() - 1) : rule;
      if (prefix ? origin.startsWith(fixed) : origin.equals(fixed)) {
        return origin;
      }
    }
    return null;
  }

  private static void set(HttpHeaders headers, CharSequence name, List<String> values) {
    if (!values.isEmpty()) {
      headers.set(name, String.join(",", values));
    }
  }
}
