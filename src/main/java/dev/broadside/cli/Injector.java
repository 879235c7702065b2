package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.InjectorMain;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The injector as the command line sees it: a child that tells its folder, its progress, its
 * result.
 */
final class Injector {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gatling's report reads the log by reflection into java.lang. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-XX:MaxDirectMemorySize=192m",
          "-Dgatling.data.writers.0=file");

  private final LiveLine live;
  private @Nullable ChildJvm child;
  private volatile @Nullable Path folder;
  private volatile @Nullable JsonNode result;

  Injector(LiveLine live) {
    this.live = live;
  }

  /** How it ended: what it said, or that it was killed. */
  record End(int exitCode, @Nullable String sentence, @Nullable Path folder) {
    /** Whether it ended without saying so. */
    boolean killed() {
      return sentence == null;
    }
  }

  /** Starts it. */
  void start(Path scenario, Path reports, List<String> overrides, Path log)
      throws ProcessException {
    List<String> arguments = new ArrayList<>(List.of(scenario.toString(), reports.toString()));
    arguments.addAll(overrides);
    JvmSpec spec =
        JvmSpec.ours("injector", InjectorMain.class.getName(), "640m", arguments, log)
            .withJvmOptions(JVM_OPTIONS);
    child = ChildJvm.start(spec, this::hear);
  }

  private void hear(String line) {
    try {
      JsonNode message = JSON.readTree(line);
      if (message.has("folder")) {
        folder = Path.of(message.get("folder").asText());
      } else if (message.has("progress")) {
        live.show(message.get("progress"));
      } else if (message.has("result")) {
        result = message.get("result");
      }
    } catch (JsonProcessingException e) {
      System.err.println("broadside: the injector said '" + line + "'");
    }
  }

  /** Asks it to stop and keep what it has. */
  void stop(String why) {
    ChildJvm current = child;
    if (current != null) {
      current.send("stop " + why);
    }
  }

  /** Waits for its end. */
  End await() {
    ChildJvm current = child;
    if (current == null) {
      throw new IllegalStateException("the injector was not started");
    }
    CompletableFuture<Integer> exit = current.onExit();
    int code = exit.join();
    current.awaitOutput();
    JsonNode said = result;
    if (said == null) {
      return new End(code, null, folder);
    }
    JsonNode where = said.path("folder");
    return new End(
        said.path("exitCode").asInt(),
        said.path("sentence").asText(),
        where.isNull() ? null : Path.of(where.asText()));
  }
}
