package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.template.TemplateReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The whole stage as a process: scan-chat on DynamoDB Local, and what remains when it is killed.
 */
@Timeout(300)
@Tag("proof") // Run by .ci/proofs.
class StageIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path logs = Path.of("");

  /** With signatures; runs of the whole are without. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyConnectionGetsEveryBroadcastOnceAndLeavesNoRowBehind() throws Exception {
    try (StageProcess stage = scanChat("--auth", "iam")) {
      JsonNode ready = stage.next("ready");
      List<TestClient> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        clients.add(TestClient.open(ready.get("webSocketUrl").asText()));
      }
      for (String text : List.of("one", "two", "세번째")) {
        clients.getFirst().send("{\"action\":\"sendMessage\",\"message\":\"" + text + "\"}");
        for (TestClient client : clients) {
          assertEquals(text, client.next());
        }
      }
      JsonNode counters = stage.counters();
      assertEquals(600, counters.get("posts").asInt());
      assertEquals(600, counters.get("items").asInt());
      assertEquals(3, counters.get("pages").asInt());
      assertTrue(counters.get("readUnits").asDouble() > 0);
      clients.subList(50, 200).forEach(TestClient::close);
      awaitRows(ready.get("httpUrl").asText(), 50);
      assertTrue(clients.stream().allMatch(client -> client.waiting() == 0));
    }
  }

  private StageProcess scanChat(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--design", "scan-chat", "--parameter", "Fanout=async"));
    arguments.addAll(List.of(more));
    return new StageProcess(logs, arguments.toArray(String[]::new));
  }

  private static void awaitRows(String url, int count) throws Exception {
    HttpRequest scan =
        HttpRequest.newBuilder(URI.create(url + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810.Scan")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb")
            .POST(BodyPublishers.ofString("{\"TableName\":\"websocket-connections\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      int found = -1;
      while (found != count) {
        String answer = client.send(scan, BodyHandlers.ofString()).body();
        found = JSON.readTree(answer).path("Count").asInt(-1);
      }
    }
  }

  @Test
  void aKilledStageTakesItsFunctionsAndTablesWithIt() throws Exception {
    try (StageProcess stage = scanChat()) {
      JsonNode pids = stage.next("ready").get("pids");
      assertEquals(stage.pid(), pids.get("stage").asLong());
      List<ProcessHandle> children = new ArrayList<>();
      pids.get("functions").forEach(pid -> children.add(handle(pid)));
      children.add(handle(pids.get("dynamodb")));
      handle(pids.get("stage")).destroyForcibly();
      for (ProcessHandle child : children) {
        child.onExit().get(60, TimeUnit.SECONDS);
      }
      try (var left = Files.list(logs)) {
        assertFalse(left.anyMatch(file -> file.toString().endsWith(".tmp")), "temporary files");
      }
    }
  }

  @Test
  void aStageWhoseFunctionHostDiesSaysSoAndEnds() throws Exception {
    try (StageProcess stage = scanChat()) {
      JsonNode pids = stage.next("ready").get("pids");
      ProcessHandle tables = handle(pids.get("dynamodb"));
      handle(pids.get("functions").get(0)).destroyForcibly();
      String sentence = stage.next("error").asText();
      assertTrue(sentence.startsWith("the function host 1 ended with exit code 137"), sentence);
      assertEquals(1, stage.awaitExit());
      tables.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  private static ProcessHandle handle(JsonNode pid) {
    return ProcessHandle.of(pid.asLong()).orElseThrow();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPortInUseIsSaidInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StageProcess stage =
            new StageProcess(logs, "--design", "scan-chat", "--port", "" + taken.getLocalPort())) {
      String sentence = stage.next("error").asText();
      assertTrue(sentence.startsWith("port " + taken.getLocalPort() + " of 127.0.0.1"), sentence);
      assertTrue(sentence.contains("--port"), sentence);
      assertEquals(1, stage.awaitExit());
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHandlerThatDoesNotExistStopsTheStageBeforeItServes() throws Exception {
    Path template = logs.resolve("wrong.yaml");
    Files.writeString(
        template, bundled().replace("dev.broadside.handlers.ScanChatConnect", "no.such.Handler"));
    try (StageProcess stage = new StageProcess(logs, "--template", template.toString())) {
      String sentence = stage.next("error").asText();
      assertTrue(sentence.contains("its handler class no.such.Handler cannot be loaded"), sentence);
      assertEquals(1, stage.awaitExit());
    }
  }

  private static String bundled() throws IOException {
    try (var file = TemplateReader.class.getResourceAsStream("/deploy/scan-chat.yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
