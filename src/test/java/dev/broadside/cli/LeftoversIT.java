package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * {@code leftovers} on scan-chat's table in DynamoDB Local: connections of a run that are open,
 * rows that it left, and rows of before it. Removing takes its minute.
 */
@Tag("proof") // Run by .ci/proofs.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class LeftoversIT {
  private static final int OPEN = 5;
  private static final int GONE = 4;
  private static final int OLD = 3;

  @TempDir private Path home = Path.of("");

  @Test
  void whatARunLeftIsListedAndRemovedAndWhatIsOpenStays() throws Exception {
    try (Sidecar tables = DynamoDbLocal.start(Installation.current(), home.resolve("db.log"));
        DynamoDbClient dynamo =
            DynamoDbAt.parse(tables.endpoint().toString())
                .client(AwsRetryStrategy.standardRetryStrategy());
        Broadside stage = up(tables)) {
      JsonNode ready = ready(stage);
      String url = ready.path("webSocketUrl").asText();
      Instant start = Instant.now();
      String table = dynamo.listTables().tableNames().getFirst();
      List<String> closed = closed(dynamo, table, connect(url, GONE + OLD));
      List<WebSocket> open = connect(url, OPEN);
      closed.subList(0, GONE).forEach(id -> put(dynamo, table, id, start));
      closed
          .subList(GONE, GONE + OLD)
          .forEach(id -> put(dynamo, table, id, start.minusSeconds(3_600)));
      String run = run(url, start);
      JsonNode listed = leftovers(tables, table, run, 2);
      assertEquals(OPEN + GONE + OLD, listed.path("rows").asInt());
      assertEquals(OLD, listed.path("others").asInt());
      assertEquals(OPEN, listed.path("open").asInt());
      assertEquals(GONE, listed.path("left").asInt());
      assertEquals(OPEN + GONE + OLD, rows(dynamo, table));
      JsonNode removed = leftovers(tables, table, run, 0, "--remove", "--yes");
      assertEquals(GONE, removed.path("removed").asInt());
      assertEquals(OPEN + OLD, rows(dynamo, table));
      assertEquals(0, leftovers(tables, table, run, 0).path("gone").asInt());
      open.forEach(WebSocket::abort);
    }
  }

  private Broadside up(Sidecar tables) throws Exception {
    Path place = Files.createDirectories(home.resolve("stage"));
    return Broadside.start(
        place, "up", "--json", "--design", "scan-chat", "--dynamodb", tables.endpoint().toString());
  }

  private static JsonNode ready(Broadside stage) throws Exception {
    while (!stage.output().endsWith("}\n")) {
      assertTrue(stage.self().isAlive(), () -> stage.errorLines().toString());
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return new ObjectMapper().readTree(stage.output());
  }

  /** Each is in the table when its handshake is answered: its $connect ran before. */
  private static List<WebSocket> connect(String url, int connections) {
    List<WebSocket> open = new ArrayList<>();
    for (int number = 0; number < connections; number++) {
      open.add(
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(url), new WebSocket.Listener() {})
              .join());
    }
    return open;
  }

  /** Their ids, when $disconnect has taken their rows away: what is put then is a leftover. */
  private static List<String> closed(DynamoDbClient dynamo, String table, List<WebSocket> all)
      throws InterruptedException {
    List<String> ids =
        dynamo.scan(request -> request.tableName(table).consistentRead(true)).items().stream()
            .map(item -> Objects.requireNonNull(item.get("connectionId")).s())
            .toList();
    assertEquals(all.size(), ids.size());
    all.forEach(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    while (rows(dynamo, table) > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return ids;
  }

  private static void put(DynamoDbClient dynamo, String table, String id, Instant when) {
    dynamo.putItem(
        request ->
            request
                .tableName(table)
                .item(
                    Map.of(
                        "connectionId", AttributeValue.fromS(id),
                        "connectedAt", AttributeValue.fromN(Long.toString(when.toEpochMilli())))));
  }

  private static int rows(DynamoDbClient dynamo, String table) {
    return dynamo.scan(request -> request.tableName(table).consistentRead(true)).count();
  }

  /** What is left of a run that was killed. */
  private String run(String url, Instant start) throws Exception {
    Path folder = Files.createDirectories(home.resolve("run.partial"));
    Files.writeString(
        folder.resolve("summary.json"),
        """
        {"run":{"target":"%s","startedAt":"%s","finishedAt":"%s"}}"""
            .formatted(url, start, Instant.now()));
    return folder.toString();
  }

  private JsonNode leftovers(Sidecar tables, String table, String run, int code, String... more)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("leftovers", "--json", "--table", table, "--run", run));
    arguments.addAll(List.of("--dynamodb", tables.endpoint().toString()));
    arguments.addAll(List.of(more));
    Path place = Files.createDirectories(home.resolve("leftovers"));
    try (Broadside command = Broadside.start(place, arguments.toArray(String[]::new))) {
      assertEquals(code, command.awaitExit(), () -> command.errorLines().toString());
      return new ObjectMapper().readTree(command.output());
    }
  }
}
