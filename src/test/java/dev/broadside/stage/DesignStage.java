package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A bundled design on a stage of its own, with its tables and queues within reach of a test. */
final class DesignStage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "123456789012";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final StageProcess process;
  private final Path logs;
  private final JsonNode ready;

  DesignStage(Path logs, String design, String... parameters) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--design", design));
    for (String parameter : parameters) {
      arguments.addAll(List.of("--parameter", parameter));
    }
    this.logs = logs;
    this.process = StageProcess.withOutcomes(logs, arguments.toArray(String[]::new));
    this.ready = process.next("ready");
  }

  /**
   * A client that is connected with {@code query}, which is empty or begins with a question mark.
   */
  TestClient open(String query) throws InterruptedException {
    return TestClient.open(url() + query);
  }

  String url() {
    return ready.get("webSocketUrl").asText();
  }

  /** The status line of a handshake. */
  String handshake(String query) throws Exception {
    URI url = URI.create(url());
    return RawHttp.upgrade(url.getPort(), url.getPath() + query).lines().findFirst().orElse("");
  }

  /** Calls DynamoDB. */
  JsonNode table(String operation, String request) throws Exception {
    return call("DynamoDB_20120810." + operation, request);
  }

  void put(String table, String item) throws Exception {
    table("PutItem", "{\"TableName\":\"" + table + "\",\"Item\":" + item + "}");
  }

  JsonNode items(String table) throws Exception {
    return table("Scan", "{\"ConsistentRead\":true,\"TableName\":\"" + table + "\"}").get("Items");
  }

  /** Returns once the table has so many items. */
  void awaitItems(String table, int count) throws Exception {
    await("%d items in %s".formatted(count, table), () -> items(table).size() == count);
  }

  void send(String queue, String... bodies) throws Exception {
    ObjectNode request = JSON.createObjectNode().put("QueueUrl", queueUrl(queue));
    var entries = request.putArray("Entries");
    for (String body : bodies) {
      entries.addObject().put("Id", "" + entries.size()).put("MessageBody", body);
    }
    JsonNode answer = call("AmazonSQS.SendMessageBatch", request.toString());
    if (answer.path("Successful").size() != bodies.length) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Takes messages off the queue until so many came, and returns their bodies in order. */
  List<String> take(String queue, int count) throws Exception {
    List<String> bodies = new ArrayList<>();
    ObjectNode request =
        JSON.createObjectNode().put("QueueUrl", queueUrl(queue)).put("MaxNumberOfMessages", 10);
    await(
        "%d messages in %s".formatted(count, queue),
        () -> {
          call("AmazonSQS.ReceiveMessage", request.toString())
              .path("Messages")
              .forEach(message -> bodies.add(message.get("Body").asText()));
          return bodies.size() >= count;
        });
    return bodies.stream().sorted().toList();
  }

  private String queueUrl(String queue) {
    return ready.get("httpUrl").asText() + "/" + ACCOUNT + "/" + queue;
  }

  private JsonNode call(String target, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ready.get("httpUrl").asText() + "/"))
            .header("X-Amz-Target", target)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/x")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(target + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** Begins a fault, which heals with {@link #heal}; it has begun when this returns. */
  void fault(String json) throws Exception {
    control(request -> request.POST(BodyPublishers.ofString(json)));
  }

  void heal() throws Exception {
    control(HttpRequest.Builder::DELETE);
  }

  private void control(UnaryOperator<HttpRequest.Builder> how) throws Exception {
    URI faults = URI.create(ready.get("httpUrl").asText() + "/_broadside/faults");
    HttpResponse<String> answer =
        http.send(how.apply(HttpRequest.newBuilder(faults)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  /** The outcomes of the broadcasts so far, as the functions logged them. */
  List<JsonNode> outcomes() throws IOException {
    List<JsonNode> outcomes = new ArrayList<>();
    for (String line : functionLog().lines().toList()) {
      int start = line.indexOf("{\"event\":\"broadcast\"");
      if (start >= 0) {
        outcomes.add(JSON.readTree(line.substring(start)));
      }
    }
    return outcomes;
  }

  JsonNode counters() throws Exception {
    return process.counters();
  }

  /** Everything that the functions wrote so far. */
  String functionLog() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  void awaitLog(String text) throws Exception {
    await("'" + text + "' in the log", () -> functionLog().contains(text));
  }

  /** Something that comes about by itself. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within two minutes: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
