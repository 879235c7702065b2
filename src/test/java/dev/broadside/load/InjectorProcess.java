package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.Installation;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code broadside run} against a stub stage, as the launcher starts it. */
final class InjectorProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> OF_THE_MACHINE =
      List.of("publish delay", "event loop lag", "injector paused", "injector busier");

  private final Load load;
  private final Path folder;
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final ChildJvm process;

  /** What it is told to do, by one publisher. */
  record Load(int connections, int perSecond, Duration warmup, Duration measured, Duration drain) {
    static final int PER_SECOND = 5;

    /** 5 broadcasts a second. */
    Load(int connections, Duration warmup, Duration measured, Duration drain) {
      this(connections, PER_SECOND, warmup, measured, drain);
    }

    int warmupBroadcasts() {
      return (int) warmup.toSeconds() * perSecond;
    }

    int measuredBroadcasts() {
      return (int) measured.toSeconds() * perSecond;
    }

    String scenario() {
      return """
      question: Are the numbers true?
      audience: { connections: %d, witnesses: 0 }
      publish: { publishers: 1, rate: %d/s, warmup: %ds, for: %ds, drain: %ds }
      """
          .formatted(
              connections, perSecond, warmup.toSeconds(), measured.toSeconds(), drain.toSeconds());
    }
  }

  /** What it found. */
  record Found(JsonNode summary, Path folder) {}

  InjectorProcess(Load load, String target, Path folder) throws IOException, ProcessException {
    this(load, load.scenario(), target, folder);
  }

  /** One with a scenario that does what {@code load} says, and says more than that. */
  InjectorProcess(Load load, String text, String target, Path folder)
      throws IOException, ProcessException {
    this.load = load;
    this.folder = folder;
    Path scenario = folder.resolve("truth.yaml");
    Files.writeString(scenario, text);
    JvmSpec spec =
        new JvmSpec(
            "command line",
            "dev.broadside.cli.Main",
            Installation.current().classPath(),
            "256m",
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            List.of(
                "run",
                scenario.toString(),
                "--target",
                target,
                "--json",
                "--reports",
                reports().toString()),
            // A test is nothing for the page of the CI job that runs it.
            Map.of("GITHUB_STEP_SUMMARY", ""),
            folder.resolve("injector.log"));
    process = ChildJvm.start(spec, output::add);
  }

  private Path reports() {
    return folder.resolve("reports");
  }

  /** The truth in this run's time. */
  Truth.Frame frame(Found found) {
    JsonNode environment = found.summary().get("environment");
    return new Truth.Frame(
        environment.get("anchorEpochMicros").asLong(),
        environment.get("anchorNanos").asLong(),
        load.warmupBroadcasts(),
        load.drain().toNanos());
  }

  /** Waits for its end, which must be a whole run's. */
  Found await() throws Exception {
    int code = process.onExit().get(4, TimeUnit.MINUTES);
    process.awaitOutput();
    if (code != 0 && code != 3) {
      throw new AssertionError(
          "exit code " + code + ": " + String.join("\n", process.lastLogLines(20)));
    }
    JsonNode summary = JSON.readTree(String.join("\n", output));
    for (JsonNode check : summary.at("/validity/checks")) {
      // A busy machine may break those that look at it, and no other.
      String name = check.get("name").asText();
      if (!check.get("ok").asBoolean() && OF_THE_MACHINE.stream().noneMatch(name::startsWith)) {
        throw new AssertionError("the run says " + check);
      }
    }
    try (Stream<Path> runs = Files.list(reports())) {
      return new Found(summary, runs.findFirst().orElseThrow());
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
