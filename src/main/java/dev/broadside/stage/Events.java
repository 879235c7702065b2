package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the events that functions get, in the shape of captures from AWS since 2022: what is null
 * is left out, {@code extendedRequestId} repeats {@code requestId}, and only CONNECT carries the
 * client's headers (without the hop-by-hop ones) and query string. What the authorizer said comes
 * with each of them.
 */
final class Events {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Api api;
  private final Ids ids;
  private final Clock clock;

  Events(Api api, Ids ids, Clock clock) {
    this.api = api;
    this.ids = ids;
    this.clock = clock;
  }

  byte[] connect(Connection connection, String requestId, HttpRequest request) {
    return encode(
        json -> {
          Map<String, List<String>> headers = forwarded(connection, request.headers());
          headers.keySet().removeIf(Events::isHopByHop);
          writeMaps(json, "headers", "multiValueHeaders", headers);
          Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
          if (!query.isEmpty()) {
            writeMaps(json, "queryStringParameters", "multiValueQueryStringParameters", query);
          }
          startContext(json, Api.CONNECT, "CONNECT", requestId);
          endContext(json, connection, requestId);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  /**
   * What an authorizer gets: the handshake as it came, hop-by-hop headers and all.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">the
   *     sample there</a>
   */
  byte[] authorizer(Connection connection, String requestId, HttpRequest request) {
    return encode(
        json -> {
          json.writeStringField("type", "REQUEST");
          json.writeStringField("methodArn", api.connectArn());
          Map<String, List<String>> headers = forwarded(connection, request.headers());
          headers.keySet().removeIf(HttpHeaderNames.CONTENT_LENGTH::contentEqualsIgnoreCase);
          headers.put("content-length", List.of("0"));
          writeMaps(json, "headers", "multiValueHeaders", headers);
          Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
          writeMaps(json, "queryStringParameters", "multiValueQueryStringParameters", query);
          json.writeObjectFieldStart("stageVariables");
          json.writeEndObject();
          startContext(json, Api.CONNECT, "CONNECT", requestId);
          endContext(json, connection, requestId);
        });
  }

  byte[] message(Connection connection, String requestId, String routeKey, String body) {
    return encode(
        json -> {
          startContext(json, routeKey, "MESSAGE", requestId);
          json.writeStringField("messageId", ids.messageId(connection.id()));
          endContext(json, connection, requestId);
          json.writeStringField("body", body);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  byte[] disconnect(Connection connection, String requestId, Close close) {
    return encode(
        json -> {
          Map<String, List<String>> headers = new LinkedHashMap<>();
          headers.put("Host", List.of(api.domainName()));
          headers.put("x-api-key", List.of(""));
          headers.put("X-Forwarded-For", List.of(""));
          headers.put("x-restapi", List.of(""));
          writeMaps(json, "headers", "multiValueHeaders", headers);
          startContext(json, Api.DISCONNECT, "DISCONNECT", requestId);
          json.writeNumberField("disconnectStatusCode", close.code());
          json.writeStringField("disconnectReason", close.reason());
          endContext(json, connection, requestId);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  private Map<String, List<String>> forwarded(Connection connection, HttpHeaders client) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : client) {
      headers.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue());
    }
    headers.put(
        "X-Amzn-Trace-Id", List.of(TraceId.of(connection.id(), connection.connectedAtMillis())));
    headers.put("X-Forwarded-For", List.of(connection.client().sourceIp()));
    headers.put("X-Forwarded-Port", List.of(port()));
    headers.put("X-Forwarded-Proto", List.of(Tls.scheme(connection.channel())));
    return headers;
  }

  private static boolean isHopByHop(String header) {
    return HttpHeaderNames.CONNECTION.contentEqualsIgnoreCase(header)
        || HttpHeaderNames.UPGRADE.contentEqualsIgnoreCase(header);
  }

  private String port() {
    return api.domainName().substring(api.domainName().lastIndexOf(':') + 1);
  }

  private void startContext(JsonGenerator json, String routeKey, String type, String requestId)
      throws IOException {
    Instant now = clock.instant();
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("routeKey", routeKey);
    json.writeStringField("eventType", type);
    json.writeStringField("extendedRequestId", requestId);
    json.writeStringField("requestTime", REQUEST_TIME.format(now));
    json.writeStringField("messageDirection", "IN");
    json.writeStringField("stage", api.stage());
    json.writeNumberField("requestTimeEpoch", now.toEpochMilli());
  }

  private void endContext(JsonGenerator json, Connection connection, String requestId)
      throws IOException {
    json.writeNumberField("connectedAt", connection.connectedAtMillis());
    @Nullable Admission admission = connection.admission();
    if (admission != null && admission.authorizer() != null) {
      json.writeFieldName("authorizer");
      json.writeRawValue(admission.authorizer());
    }
    json.writeObjectFieldStart("identity");
    if (admission != null && admission.accessKey() != null) {
      json.writeStringField("accessKey", admission.accessKey());
    }
    @Nullable String userAgent = connection.client().userAgent();
    if (userAgent != null) {
      json.writeStringField("userAgent", userAgent);
    }
    json.writeStringField("sourceIp", connection.client().sourceIp());
    json.writeEndObject();
    json.writeStringField("requestId", requestId);
    json.writeStringField("domainName", api.domainName());
    json.writeStringField("connectionId", connection.id());
    json.writeStringField("apiId", api.id());
    json.writeEndObject();
  }

  /** AWS gives each map twice: with the last value of each name, and with all of them. */
  private static void writeMaps(
      JsonGenerator json, String last, String all, Map<String, List<String>> values)
      throws IOException {
    json.writeObjectFieldStart(last);
    for (Map.Entry<String, List<String>> value : values.entrySet()) {
      json.writeStringField(value.getKey(), value.getValue().getLast());
    }
    json.writeEndObject();
    json.writeObjectFieldStart(all);
    for (Map.Entry<String, List<String>> value : values.entrySet()) {
      json.writeArrayFieldStart(value.getKey());
      for (String one : value.getValue()) {
        json.writeString(one);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] encode(Members members) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
        JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
      json.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
