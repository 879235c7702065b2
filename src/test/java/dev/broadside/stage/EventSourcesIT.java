package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One stage with real queues and streams: the last test kills it, so their names are in order. */
@Timeout(300)
@TestMethodOrder(MethodName.class)
@Execution(ExecutionMode.SAME_THREAD)
@Tag("proof") // Run by .ci/proofs.
class EventSourcesIT {
  @TempDir private static Path folder = Path.of("");
  private static StageProcess stage;
  private static JsonNode ready;

  @BeforeAll
  static void start() throws Exception {
    Path template = folder.resolve("sources.yaml");
    try (var file = EventSourcesIT.class.getResourceAsStream("/template/sources.yaml")) {
      Files.write(template, Objects.requireNonNull(file).readAllBytes());
    }
    stage = StageProcess.withTestHandlers(folder, "--template", template.toString());
    ready = stage.next("ready");
    warmUp();
  }

  /** The first of all invocations might outlast the time in which a message is nobody else's. */
  private static void warmUp() throws InterruptedException {
    TestClient client = open();
    send(client, "enqueue", "warm");
    client.next();
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static TestClient open() throws InterruptedException {
    return TestClient.open(ready.get("webSocketUrl").asText());
  }

  private static void send(TestClient client, String action, String... texts) {
    client.send(
        "{\"action\":\"%s\",\"texts\":[\"%s\"]}".formatted(action, String.join("\",\"", texts)));
  }

  @Test
  void aMessageOfOneFunctionReachesTheNextAndIsCounted() throws Exception {
    TestClient client = open();
    Set<String> expected = new HashSet<>();
    JsonNode before = stage.counters();
    for (int batch = 0; batch < 10; batch++) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        texts.add("message " + batch + "." + i);
        expected.add("message " + batch + "." + i + " (1)");
      }
      send(client, "enqueue", texts.toArray(String[]::new));
    }
    Set<String> heard = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      heard.add(client.next());
    }
    assertEquals(expected, heard);
    JsonNode after = stage.counters();
    assertEquals(10, difference(before, after, "queueRequests"));
    assertEquals(100, difference(before, after, "queueMessages"));
  }

  private static int difference(JsonNode before, JsonNode after, String name) {
    return after.get(name).asInt() - before.get(name).asInt();
  }

  @Test
  void aBatchThatHalfFailsLosesNobodyAndBuriesThePoison() throws Exception {
    TestClient client = open();
    send(client, "enqueue", "a", "bad once", "b", "bad always", "c");
    Set<String> heard = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      heard.add(client.next());
    }
    assertEquals(Set.of("a (1)", "b (1)", "c (1)", "bad once (2)", "dead: bad always"), heard);
    assertEquals(0, client.waiting());
  }

  @Test
  void changesOfAnItemReachTheirFunctionInTheirOrder() throws Exception {
    TestClient one = open();
    TestClient other = open();
    send(one, "write", "1", "2", "bad", "4", "5");
    send(other, "write", "a", "b");
    for (String text : List.of("INSERT 1", "MODIFY 2", "MODIFY bad", "MODIFY 4", "MODIFY 5")) {
      assertEquals(text, one.next());
    }
    assertEquals("INSERT a", other.next());
    assertEquals("MODIFY b", other.next());
  }

  @Test
  void whenTheStageIsGoneEverythingIsGone() throws Exception {
    JsonNode pids = ready.get("pids");
    List<ProcessHandle> children = new ArrayList<>();
    pids.get("functions").forEach(pid -> children.add(handle(pid)));
    children.add(handle(pids.get("dynamodb")));
    children.add(handle(pids.get("sqs")));
    handle(pids.get("stage")).destroyForcibly();
    for (ProcessHandle child : children) {
      child.onExit().get(60, TimeUnit.SECONDS);
    }
    try (var left = Files.list(folder)) {
      assertFalse(left.anyMatch(file -> file.toString().endsWith(".tmp")), "temporary files");
    }
    assertTrue(Files.exists(folder.resolve("elasticmq.log")));
  }

  private static ProcessHandle handle(JsonNode pid) {
    return ProcessHandle.of(pid.asLong()).orElseThrow();
  }
}
