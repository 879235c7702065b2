package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A local stage that somebody develops against, as the command line sees it: a queue of what
 * happens to it, so that one thread can react to all of that in order.
 */
final class StageChild implements AutoCloseable {
  private static final String MAIN = "dev.broadside.stage.StageMain";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ChildJvm process;

  /** What happens. */
  sealed interface Event {
    /** The stage said something: {@code ready}, {@code error}, {@code reloaded}… */
    record Said(String what, JsonNode value) implements Event {}

    /** The stage ended. */
    record Ended(int exitCode, String how) implements Event {}

    /** The user asked for the end. */
    record Interrupted(int signal) implements Event {}

    /** The user asked for a reload. */
    record HungUp() implements Event {}
  }

  /** Starts a stage that logs into {@code logs}. */
  @SuppressWarnings("FutureReturnValueIgnored") // The end is an event.
  StageChild(List<String> options, Path logs) throws ProcessException {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--logs", logs.toString()));
    JvmSpec spec =
        JvmSpec.ours("local stage", MAIN, "192m", arguments, logs.resolve("stage.log"))
            .withJvmOptions(List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MaxDirectMemorySize=128m"));
    ChildJvm started = ChildJvm.start(spec, this::hear);
    process = started;
    started
        .onExit()
        .thenAccept(
            code -> {
              started.awaitOutput();
              tell(new Event.Ended(code, started.describeEnd(code)));
            });
  }

  private void hear(String line) {
    try {
      for (Map.Entry<String, JsonNode> member : JSON.readTree(line).properties()) {
        tell(new Event.Said(member.getKey(), member.getValue()));
      }
    } catch (JsonProcessingException e) {
      System.err.println("broadside: the stage said '" + line + "'");
    }
  }

  /** Adds an event, from any thread. */
  void tell(Event event) {
    events.add(event);
  }

  Event next() throws InterruptedException {
    return events.take();
  }

  void reload() {
    process.send("reload");
  }

  @Override
  public void close() {
    process.close();
  }
}
