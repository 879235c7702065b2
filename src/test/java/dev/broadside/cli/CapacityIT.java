package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cli.Broadside.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real searches for a capacity that is known: a local stage whose requests have a token bucket.
 * Each of the three takes some 25 minutes on a machine that has nothing else to do.
 *
 * <p>A broadcast is a message in, a post to each connection and one to its publisher. So with five
 * of them a second and R requests a second the stage carries {@code R / 5 - 2} connections forever,
 * and {@code (R + burst / 60) / 5 - 2} for a minute.
 */
@Isolated("a search needs the machine for itself")
@EnabledOnOs(OS.LINUX)
@Tag("proof")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class CapacityIT {
  private static final int RATE = 5;
  private static final int MINUTE = 60;
  private static final String USUAL = "last: {p99: 1s}, lost: 0";

  @TempDir private Path home = Path.of("");

  private Broadside search(int requests, String slo, String... more) throws IOException {
    Path profile = home.resolve("bucket.yaml");
    Files.writeString(
        profile,
        """
        about: "A bucket of %d requests a second."
        seed: 1
        quotas:
          requests: { rate: %d, burst: %d, source: "ours" }
        """
            .formatted(requests, requests, burst(requests)));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "capacity",
                Broadside.scenario("smoke.yaml"),
                "--json",
                "--slo",
                slo,
                "--set",
                "local.profile=" + profile.toAbsolutePath(),
                "--set",
                "audience.connections=20",
                "--set",
                "audience.witnesses=0",
                "--set",
                "publish.publishers=1",
                "--set",
                "publish.rate=" + RATE + "/s",
                "--set",
                "publish.warmup=15s",
                "--set",
                "publish.drain=3s",
                "--set",
                // Handshakes take from the same bucket.
                "connect.rate=" + requests / 4 + "/s"));
    arguments.addAll(List.of(more));
    return Broadside.start(home, Map.of(), arguments.toArray(String[]::new));
  }

  /** A broadcast's posts come at once, so that all of them must fit. */
  private static int burst(int requests) {
    return requests * 3 / 10;
  }

  private static JsonNode result(Broadside search, int exitCode) throws Exception {
    search.self().onExit().get(55, TimeUnit.MINUTES);
    assertEquals(exitCode, search.awaitExit(), () -> search.errorLines().toString());
    JsonNode report = new ObjectMapper().readTree(search.output());
    System.out.println(report.at("/answer").toPrettyString());
    search.awaitNobody();
    return report;
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 450, 800})
  void theBracketContainsWhatTheBucketLetsThrough(int requests) throws Exception {
    try (Broadside search = search(requests, USUAL)) {
      JsonNode answer = result(search, ExitCode.PASS).at("/answer");
      double forever = (double) requests / RATE - 2;
      double minute = (requests + (double) burst(requests) / MINUTE) / RATE - 2;
      double holds = answer.at("/holds").asDouble();
      double breaks = answer.at("/breaks").asDouble();
      String found = "[%s, %s] for %s to %s".formatted(holds, breaks, forever, minute);
      System.out.println(found);
      assertTrue(holds <= minute && breaks >= forever, found);
      assertTrue(breaks <= Math.max(holds + 1, 1.05 * holds), found);
    }
  }

  /** It gets three quarters of each moment and none of the others. */
  @Test
  void aThrottledInjectorClaimsNoCapacity() throws Exception {
    try (Broadside search = search(450, USUAL, "--point", "20", "--budget", "20m")) {
      while (search.self().isAlive()) {
        for (ProcessHandle injector : injectors(search)) {
          pause(injector);
        }
      }
      JsonNode report = result(search, ExitCode.INVALID);
      assertEquals("injector", report.at("/answer/cause").asText(), report::toPrettyString);
      assertTrue(!report.at("/answer/kind").asText().equals("bracket"), report::toPrettyString);
    }
  }

  private static List<ProcessHandle> injectors(Broadside search) {
    return search.processes().stream().filter(p -> Broadside.isRole(p, Role.INJECTOR)).toList();
  }

  private static void pause(ProcessHandle injector) throws Exception {
    String slow = "kill -STOP %d && sleep 0.3 && kill -CONT %d && sleep 0.1";
    // It may have ended meanwhile, and kill then fails.
    new ProcessBuilder("sh", "-c", slow.formatted(injector.pid(), injector.pid()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Test
  void anSloThatCanNeverHoldIsKnownAfterTheFirstPoint() throws Exception {
    try (Broadside search =
        search(800, "last: {p50: 1s}, lost: 0", "--point", "5", "--set", "publish.drain=1ms")) {
      JsonNode report = result(search, ExitCode.FAIL);
      assertEquals("never", report.at("/answer/kind").asText(), report::toPrettyString);
      assertEquals(1, report.at("/points").size(), report::toPrettyString);
    }
  }

  @Test
  void anSloThatAlwaysHoldsSaysWhatEndedIt() throws Exception {
    try (Broadside search = search(800, "last: {p50: 10s}", "--point", "5", "--to", "10")) {
      JsonNode report = result(search, ExitCode.INVALID);
      assertEquals("always", report.at("/answer/kind").asText(), report::toPrettyString);
      assertEquals("ceiling", report.at("/answer/cause").asText(), report::toPrettyString);
    }
  }

  @Test
  void anInterruptedSearchGoesOnWhereItWas() throws Exception {
    String[] range = {"--point", "5", "--to", "10", "--from", "5"};
    try (Broadside first = search(800, "last: {p50: 10s}", range)) {
      first.awaitLines(1, line -> line.startsWith("Point 2:"));
      first.process(Role.INJECTOR);
      Broadside.signal("TERM", List.of(first.self()));
      first.self().onExit().get(10, TimeUnit.MINUTES);
      assertEquals(143, first.awaitExit(), () -> first.errorLines().toString());
      first.awaitNobody();
    }
    try (Broadside second = search(800, "last: {p50: 10s}", range)) {
      JsonNode report = result(second, ExitCode.INVALID);
      assertEquals(10, report.at("/answer/holds").asDouble(), report::toPrettyString);
      assertTrue(
          second.errorLines().stream()
              .anyMatch(line -> line.startsWith("Goes on with the 1 points")),
          () -> second.errorLines().toString());
    }
  }
}
