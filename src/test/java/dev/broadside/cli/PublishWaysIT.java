package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that publish by HTTP and by queue, with functions that take such messages. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
@Tag("proof")
class PublishWaysIT {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void writeTemplate() throws Exception {
    try (var file = PublishWaysIT.class.getResourceAsStream("/template/publish-ways.yaml")) {
      Files.write(home.resolve("ways.yaml"), Objects.requireNonNull(file).readAllBytes());
    }
  }

  private JsonNode run(String publish) throws Exception {
    Files.writeString(
        home.resolve("ways-run.yaml"),
        """
        question: Does a message come by another way?
        local: { template: ways.yaml, code: ['%s'] }
        audience: { connections: 10 }
        publish: { %s, rate: 5/s, warmup: 1s, for: 2s, drain: 3s, publishers: 3 }
        """
            .formatted(Path.of("target/test-classes").toAbsolutePath(), publish));
    try (Broadside run = Broadside.start(home, Map.of(), "run", "ways-run.yaml", "--json")) {
      run.awaitExit();
      String output = run.output();
      assertTrue(output.startsWith("{"), () -> run.errorLines().toString());
      return new ObjectMapper().readTree(output);
    }
  }

  private static void assertBooks(JsonNode summary, String broadcasts, String deliveries) {
    JsonNode counts = summary.get("broadcasts");
    assertEquals(
        broadcasts,
        "%s planned, %s published, %s rejected, %s skipped"
            .formatted(
                counts.get("planned"),
                counts.get("published"),
                counts.get("rejected"),
                counts.get("skipped")),
        summary::toPrettyString);
    JsonNode books = summary.get("deliveries");
    assertEquals(
        deliveries,
        "%s expected, %s delivered, %s echoes"
            .formatted(books.get("expected"), books.get("delivered"), books.get("echoes")),
        summary::toPrettyString);
  }

  @Test
  void aMessageThatIsPutReachesEverybodyAndEachPublisherHasARoomAndAName() throws Exception {
    JsonNode summary =
        run(
            "via: { http: { method: PUT, path: '/rooms/#{room}/good', headers: { X-User: '#{user}' }, body: '#{user}: #{marker}' } }");
    assertBooks(
        summary,
        "10 planned, 10 published, 0 rejected, 0 skipped",
        "100 expected, 100 delivered, 0 echoes");
    assertEquals(10, summary.at("/broadcasts/publishDelayMillis/count").asInt());
    assertEquals(10, summary.at("/connections/opened").asInt());
  }

  @Test
  void aMessageOnAQueueThatTheTemplateNamesReachesEverybody() throws Exception {
    assertBooks(
        run("via: { queue: { url: Jobs, body: 'from #{user}: #{marker}' } }"),
        "10 planned, 10 published, 0 rejected, 0 skipped",
        "100 expected, 100 delivered, 0 echoes");
  }

  @Test
  void whatIsRefusedAndReachesNobodyIsRejected() throws Exception {
    JsonNode summary = run("via: { http: { method: PUT, path: '/rooms/r/worst' } }");
    assertBooks(
        summary,
        "10 planned, 0 published, 10 rejected, 0 skipped",
        "0 expected, 0 delivered, 0 echoes");
    assertTrue(summary.at("/verdict/reasons").toString().contains("HTTP 503 (10 times)"));
  }

  @Test
  void whatIsRefusedAndReceivedCountsAndFailsTheRun() throws Exception {
    JsonNode summary = run("via: { http: { method: PUT, path: '/rooms/r/bad' } }");
    assertBooks(
        summary,
        "10 planned, 10 published, 0 rejected, 0 skipped",
        "100 expected, 100 delivered, 0 echoes");
    assertTrue(
        summary.at("/verdict/reasons").toString().contains("received and not answered as taken"),
        summary::toPrettyString);
  }
}
