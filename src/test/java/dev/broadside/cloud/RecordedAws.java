package dev.broadside.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORGenerator;

/**
 * AWS as its API references document it, one answer after the other for each operation; CloudWatch
 * speaks CBOR (smithy.io, rpc-v2-cbor), Logs and Service Quotas speak JSON 1.1.
 */
public final class RecordedAws implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EPOCH = 1;

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  private record Answer(int status, JsonNode body) {}

  /** Answers nothing yet. */
  public RecordedAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  Clients clients() {
    return Clients.of(
        "eu-central-1",
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
        address());
  }

  /** Answers {@code operation} with a file, after those that were given for it before. */
  RecordedAws on(String operation, String file) throws IOException {
    try (InputStream in = RecordedAws.class.getResourceAsStream(file)) {
      return on(operation, 200, JSON.readTree(in));
    }
  }

  /** The same with the body. */
  public RecordedAws on(String operation, int status, String body) throws IOException {
    return on(operation, status, JSON.readTree(body));
  }

  private RecordedAws on(String operation, int status, JsonNode body) {
    answers
        .computeIfAbsent(operation, o -> new ConcurrentLinkedDeque<>())
        .add(new Answer(status, body));
    return this;
  }

  /** The operations in the order in which they came. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** What they had, in the same order. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      boolean cbor = target == null;
      String path = exchange.getRequestURI().getPath();
      String operation =
          cbor
              ? path.substring(path.lastIndexOf('/') + 1)
              : target.substring(target.indexOf('.') + 1);
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      Deque<Answer> left = answers.getOrDefault(operation, new ConcurrentLinkedDeque<>());
      Answer next = left.size() > 1 ? left.poll() : left.peek();
      asked.add(operation);
      byte[] body =
          next == null ? new byte[0] : cbor ? cbor(next.body) : JSON.writeValueAsBytes(next.body);
      if (cbor) {
        exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
      }
      exchange
          .getResponseHeaders()
          .set("Content-Type", cbor ? "application/cbor" : "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(
          next == null ? 404 : next.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] cbor(JsonNode node) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CBORGenerator generator = new CBORFactory().createGenerator(out)) {
      write(node, generator, false);
    }
    return out.toByteArray();
  }

  /** Timestamps are tagged as such. */
  private static void write(JsonNode node, CBORGenerator out, boolean timestamps)
      throws IOException {
    if (node.isObject()) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        out.writeFieldName(field.getKey());
        write(field.getValue(), out, field.getKey().equals("Timestamps"));
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray();
      for (JsonNode item : node) {
        write(item, out, timestamps);
      }
      out.writeEndArray();
    } else {
      value(node, out, timestamps);
    }
  }

  private static void value(JsonNode node, CBORGenerator out, boolean timestamp)
      throws IOException {
    JsonGenerator plain = out;
    if (timestamp) {
      out.writeTag(EPOCH);
    }
    if (node.isTextual()) {
      plain.writeString(node.textValue());
    } else if (node.isIntegralNumber()) {
      plain.writeNumber(node.longValue());
    } else if (node.isNumber()) {
      plain.writeNumber(node.doubleValue());
    } else {
      throw new UncheckedIOException(new IOException("no CBOR for " + node));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
