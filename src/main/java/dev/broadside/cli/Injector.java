package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.InjectorMain;
import dev.broadside.measure.RunFolder;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The injector as the command line sees it: a child that tells its folder, its progress, its
 * result.
 */
final class Injector {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gatling's report reads the log by reflection into java.lang. */
  static final List<String> JVM_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-XX:MaxDirectMemorySize=192m",
          "-Dgatling.data.writers.0=file");

  /** How long what it started may take to end when it was killed. */
  private static final Duration ORPHANS_END_WITHIN = Duration.ofSeconds(8);

  private final LiveLine live;
  private @Nullable ChildJvm child;
  private @Nullable String stopped;
  private volatile List<ProcessHandle> below = List.of();
  private volatile Path log;
  private volatile @Nullable Path folder;
  private volatile @Nullable JsonNode result;

  /** An injector that logs to {@code log} until the run has a folder, and then there. */
  Injector(LiveLine live, Path log) {
    this.live = live;
    this.log = log;
  }

  /** How it ended: what it said, or, when it was killed, only that. */
  record End(int exitCode, @Nullable String sentence, @Nullable Path folder) {
    /** Whether it ended without saying so. */
    boolean killed() {
      return sentence == null;
    }
  }

  /** Starts it. */
  synchronized void start(Path scenario, Path reports, List<String> overrides)
      throws ProcessException {
    List<String> arguments = new ArrayList<>(List.of(scenario.toString(), reports.toString()));
    arguments.addAll(overrides);
    JvmSpec spec =
        JvmSpec.ours("injector", InjectorMain.class.getName(), "640m", arguments, log)
            .withJvmOptions(JVM_OPTIONS);
    ChildJvm started = ChildJvm.start(spec, this::hear);
    child = started;
    if (stopped != null) {
      started.send("stop " + stopped);
    }
  }

  private void hear(String line) {
    try {
      JsonNode message = JSON.readTree(line);
      if (message.has("folder")) {
        moveInto(Path.of(message.get("folder").asText()));
      } else if (message.has("progress")) {
        if (live.show(message.get("progress"))) {
          noteBelow();
        }
      } else if (message.has("result")) {
        result = message.get("result");
      }
    } catch (JsonProcessingException e) {
      System.err.println("broadside: the injector said '" + line + "'");
    }
  }

  /** The open log goes along: a rename within one file system. */
  private void moveInto(Path made) {
    folder = made;
    try {
      log = Files.move(log, RunFolder.at(made).logs().resolve("injector.log"));
    } catch (IOException e) {
      // The run is over already and took its folder away: the log stays where it is.
      System.getLogger(Injector.class.getName())
          .log(System.Logger.Level.DEBUG, "the log stays in " + log, e);
    }
  }

  /** The last line that it logged. */
  String lastLogLine() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.isEmpty() ? "it logged nothing" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }

  /** Asks it to stop and keep what it has. */
  synchronized void stop(String why) {
    ChildJvm current = child;
    if (current != null) {
      current.send("stop " + why);
    } else {
      stopped = why;
    }
  }

  private synchronized void noteBelow() {
    ChildJvm current = child;
    below = current == null ? List.of() : current.below();
  }

  /** Waits for its end, and for the end of what it started. */
  End await() {
    ChildJvm current = started();
    int code = current.onExit().join();
    current.awaitOutput();
    JsonNode said = result;
    if (said == null) {
      awaitOrphans();
      return new End(code, null, folder);
    }
    JsonNode where = said.path("folder");
    return new End(
        said.path("exitCode").asInt(),
        said.path("sentence").asText(),
        where.isNull() ? null : Path.of(where.asText()));
  }

  private synchronized ChildJvm started() {
    ChildJvm current = child;
    if (current == null) {
      throw new IllegalStateException("the injector was not started");
    }
    return current;
  }

  /** They end by themselves, and may write into the run's folder until they have. */
  private void awaitOrphans() {
    CompletableFuture<?>[] ends =
        below.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, ORPHANS_END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
