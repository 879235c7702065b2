package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every design while 5% of its posts fail, 5% of its connections are gone, and its table is
 * throttled: who stayed hears everything, the table forgets who did not, and the logged outcomes
 * say what the stage counted.
 */
@Timeout(300)
@Tag("proof")
@Execution(ExecutionMode.SAME_THREAD)
class DesignFaultsIT {
  private static final int CLIENTS = 60;
  private static final int GONE = CLIENTS * 5 / 100;
  private static final int LEFT = CLIENTS - GONE;
  private static final int MESSAGES = 8;

  /* The first broadcast removes those that are gone. */
  private static final int FOUND = CLIENTS + (MESSAGES - 1) * LEFT;

  /* User 1234 until the year 2100, signed with the secret that only the local stage takes. */
  private static final String TOKEN =
      "MTIzNA.4102444800.8QJqsbGiFXQlyjFDv5r0rx1dp9Qiq1zkAuWGKMf__3E";

  @TempDir private Path logs = Path.of("");

  /** What the designs differ in. */
  enum Design {
    SCAN_CHAT("websocket-connections", ""),
    ROOM_CHAT("Users", "?room=1&user=Mina"),
    HISTORY_CHAT("Connected", ""),
    NOTIFY("Connections", "?token=" + TOKEN);

    private final String table;
    private final String query;

    Design(String table, String query) {
      this.table = table;
      this.query = query;
    }

    String bundled() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void publish(DesignStage stage, TestClient client, String text) throws Exception {
      switch (this) {
        case SCAN_CHAT, ROOM_CHAT, HISTORY_CHAT ->
            client.send("{\"action\":\"sendMessage\",\"message\":\"" + text + "\"}");
        case NOTIFY -> stage.send("NotifyUser", "{\"userId\":\"1234\",\"data\":\"" + text + "\"}");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Design.class)
  void whoStayedHearsEverythingAndTheTableForgetsTheOthers(Design design) throws Exception {
    try (DesignStage stage = new DesignStage(logs, design.bundled(), "Fanout=direct")) {
      List<TestClient> left = afterACrash(stage, design);

      stage.fault("{\"throttle\":\"" + design.table + "\"}");
      design.publish(stage, left.getFirst(), "<0>");
      DesignStage.await(
          "the throttled table is asked",
          () -> stage.counters().at("/cloud/throttledCalls").asLong() > 0);
      stage.heal();
      stage.fault("{\"fail\":\"5%\",\"with\":\"500\"}");
      awaitHeard(left, "<0>");
      stage.awaitItems(design.table, LEFT);
      for (int i = 1; i < MESSAGES; i++) {
        design.publish(stage, left.getFirst(), "<" + i + ">");
        awaitHeard(left, "<" + i + ">");
      }
      stage.awaitItems(design.table, LEFT);
      assertOutcomes(stage);
    }
  }

  /**
   * Opens connections, breaks some of them off, and puts back what a stage that crashed an hour ago
   * would have left of them. Returns those that are open.
   */
  private static List<TestClient> afterACrash(DesignStage stage, Design design) throws Exception {
    List<TestClient> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(stage.open(design.query));
    }
    stage.awaitItems(design.table, CLIENTS);
    JsonNode before = stage.items(design.table);
    stage.fault("{\"kill\":\"5%\",\"how\":\"reset\"}");
    stage.awaitItems(design.table, LEFT);
    JsonNode after = stage.items(design.table);
    List<JsonNode> kept = new ArrayList<>();
    after.forEach(kept::add);
    for (JsonNode item : before) {
      if (!kept.contains(item)) {
        ((ObjectNode) item).putObject("connectedAt").put("N", "1");
        stage.put(design.table, item.toString());
      }
    }
    stage.awaitItems(design.table, CLIENTS);
    DesignStage.await(
        "the clients notice", () -> clients.stream().filter(TestClient::isOpen).count() == LEFT);
    return clients.stream().filter(TestClient::isOpen).toList();
  }

  /** A frame with the text at each; others are of messages before it, which come again. */
  private static void awaitHeard(List<TestClient> clients, String text) throws Exception {
    for (TestClient client : clients) {
      DesignStage.await(text + " at each", () -> hasHeard(client, text));
    }
  }

  private static boolean hasHeard(TestClient client, String text) throws Exception {
    boolean heard = false;
    while (!heard && client.waiting() > 0) {
      heard = client.next().contains(text);
    }
    return heard;
  }

  /** Everyone found is accounted for, by the stage's own count. */
  private static void assertOutcomes(DesignStage stage) throws Exception {
    DesignStage.await(
        "an outcome for everyone", () -> sum(stage.outcomes(), "connections") >= FOUND);
    List<JsonNode> outcomes = stage.outcomes();
    JsonNode counted = stage.counters();
    for (JsonNode outcome : outcomes) {
      assertEquals(
          outcome.get("connections").asLong(),
          outcome.get("posted").asLong()
              + outcome.get("gone").asLong()
              + outcome.get("failed").asLong()
              + outcome.get("notTried").asLong(),
          outcome.toString());
    }
    assertEquals(GONE, sum(outcomes, "gone"));
    assertEquals(0, sum(outcomes, "failed") + sum(outcomes, "notTried"));
    assertEquals(FOUND, sum(outcomes, "connections"));
    assertEquals(counted.get("posts").asLong(), sum(outcomes, "attempts"));
    assertEquals(counted.get("gone").asLong(), sum(outcomes, "gone"));
    assertEquals(counted.get("failed").asLong(), sum(outcomes, "retried"));
    assertTrue(sum(outcomes, "retried") > 0, "posts failed");
  }

  private static long sum(List<JsonNode> outcomes, String name) {
    return outcomes.stream().mapToLong(outcome -> outcome.get(name).asLong()).sum();
  }
}
