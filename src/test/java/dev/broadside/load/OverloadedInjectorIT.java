package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An injector that gets no processor for two seconds of its window blames itself. */
@EnabledOnOs(OS.LINUX)
@Tag("proof") // Run by .ci/proofs.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class OverloadedInjectorIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void aRunWhoseInjectorStoodStillIsInvalidAndSaysSo() throws Exception {
    try (StubProcess stub =
            new StubProcess(new StubPlan(StubSchedule.CONSTANT, 1, false, 0), folder);
        WatchedInjector injector =
            WatchedInjector.start(scenario(stub.port()), folder.resolve("run"), List.of())) {
      injector.await(said -> said.phase().equals("measuring"));
      signal("STOP", injector.pid());
      // It is the fault itself that lasts.
      TimeUnit.SECONDS.sleep(2);
      signal("CONT", injector.pid());
      JsonNode verdict = injector.summary().get("verdict");
      assertEquals("INVALID", verdict.get("status").asText());
      List<String> reasons = new ArrayList<>();
      verdict.get("reasons").forEach(reason -> reasons.add(reason.asText()));
      assertTrue(
          reasons.stream().anyMatch(reason -> reason.startsWith("injector paused")),
          reasons::toString);
    }
  }

  private static String scenario(int port) {
    return """
    question: Who is to blame?
    target: ws://127.0.0.1:%d/
    audience: { connections: 20, witnesses: 0 }
    publish: { publishers: 1, rate: 5/s, warmup: 2s, for: 8s, drain: 2s }
    slo: { last: { p95: 5s } }
    """
        .formatted(port);
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
  }
}
