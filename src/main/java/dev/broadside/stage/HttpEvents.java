package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.broadside.template.HttpApi;
import dev.broadside.template.Template;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the events of an HTTP API in payload format 2.0. A body is text where its type is {@code
 * text/*} or JSON, XML or JavaScript, and base64 for every other type and for none: AWS says
 * "binary", and which types these are was measured there (ministackorg/ministack#766).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations of HTTP APIs</a>
 */
final class HttpEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String COOKIE = "cookie";
  private static final int MAX_PARAMETERS = 4_096;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> TEXTS =
      Set.of("application/json", "application/xml", "application/javascript");

  /** What concerns one connection only. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "upgrade",
          "http2-settings",
          "transfer-encoding",
          "te",
          "trailer",
          "expect");

  private final HttpApi api;
  private final String domainName;
  private final Clock clock;

  HttpEvents(HttpApi api, String domainName, Clock clock) {
    this.api = api;
    this.domainName = domainName;
    this.clock = clock;
  }

  /**
   * What the request alone does not tell.
   *
   * @param path decoded, and with the stage where it has a name: AWS does both, although it calls
   *     the member {@code rawPath}
   * @param scheme {@code http} or {@code https}
   */
  record Call(
      String requestId, String path, HttpRouter.Match match, String sourceIp, String scheme) {}

  byte[] encode(Call call, FullHttpRequest request) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(2_048);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      QueryStringDecoder query = query(request.uri());
      json.writeStartObject();
      json.writeStringField("version", "2.0");
      json.writeStringField("routeKey", call.match().route().key().text());
      json.writeStringField("rawPath", call.path());
      json.writeStringField("rawQueryString", query.rawQuery());
      writeCookies(json, request.headers());
      writeMap(json, "headers", headers(call, request.headers()));
      writeUnlessEmpty(json, "queryStringParameters", joined(query.parameters()));
      writeContext(json, call, request);
      writeUnlessEmpty(json, "pathParameters", call.match().parameters());
      writeUnlessEmpty(json, "stageVariables", api.stageVariables());
      writeBody(json, request);
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /** The parameters of {@code uri}, in which a semicolon separates nothing. */
  static QueryStringDecoder query(String uri) {
    return new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
  }

  private static void writeCookies(JsonGenerator json, HttpHeaders headers) throws IOException {
    List<String> cookies =
        headers.getAll(COOKIE).stream()
            .flatMap(line -> Arrays.stream(line.split(";")))
            .map(String::strip)
            .filter(cookie -> !cookie.isEmpty())
            .toList();
    if (!cookies.isEmpty()) {
      json.writeArrayFieldStart("cookies");
      for (String cookie : cookies) {
        json.writeString(cookie);
      }
      json.writeEndArray();
    }
  }

  private Map<String, String> headers(Call call, HttpHeaders client) {
    Map<String, List<String>> all = new TreeMap<>();
    for (Map.Entry<String, String> header : client) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name) && !name.equals(COOKIE)) {
        all.computeIfAbsent(name, first -> new ArrayList<>()).add(header.getValue());
      }
    }
    Map<String, String> headers = joined(all);
    headers.put("x-amzn-trace-id", TraceId.of(call.requestId(), clock.millis()));
    headers.put("x-forwarded-for", call.sourceIp());
    headers.put("x-forwarded-port", domainName.substring(domainName.lastIndexOf(':') + 1));
    headers.put("x-forwarded-proto", call.scheme());
    return headers;
  }

  private static Map<String, String> joined(Map<String, List<String>> values) {
    Map<String, String> joined = new LinkedHashMap<>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  private void writeContext(JsonGenerator json, Call call, FullHttpRequest request)
      throws IOException {
    Instant now = clock.instant();
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", Template.ACCOUNT);
    json.writeStringField("apiId", api.id());
    json.writeStringField("domainName", domainName);
    json.writeStringField("domainPrefix", domainName.split("[.:]", 2)[0]);
    json.writeObjectFieldStart("http");
    json.writeStringField("method", request.method().name());
    json.writeStringField("path", call.path());
    json.writeStringField("protocol", request.protocolVersion().text());
    json.writeStringField("sourceIp", call.sourceIp());
    @Nullable String userAgent = request.headers().get("user-agent");
    json.writeStringField("userAgent", userAgent == null ? "" : userAgent);
    json.writeEndObject();
    json.writeStringField("requestId", call.requestId());
    json.writeStringField("routeKey", call.match().route().key().text());
    json.writeStringField("stage", api.stageName());
    json.writeStringField("time", TIME.format(now));
    json.writeNumberField("timeEpoch", now.toEpochMilli());
    json.writeEndObject();
  }

  private static void writeBody(JsonGenerator json, FullHttpRequest request) throws IOException {
    boolean text = isText(request.headers().get("content-type"));
    boolean empty = !request.content().isReadable();
    if (!empty && text) {
      json.writeStringField("body", request.content().toString(StandardCharsets.UTF_8));
    } else if (!empty) {
      json.writeBinaryField("body", ByteBufUtil.getBytes(request.content()));
    }
    json.writeBooleanField("isBase64Encoded", !empty && !text);
  }

  private static boolean isText(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/") || TEXTS.contains(type);
  }

  private static void writeUnlessEmpty(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    if (!values.isEmpty()) {
      writeMap(json, name, values);
    }
  }

  private static void writeMap(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      json.writeStringField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
  }
}
