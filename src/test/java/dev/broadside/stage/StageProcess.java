package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.Installation;
import dev.broadside.process.JvmSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The stage as its users start it: a process that says JSON lines. */
final class StageProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ChildJvm process;

  StageProcess(Path logs, String... arguments) throws Exception {
    this(Installation.current().classPath(), Map.of(), logs, arguments);
  }

  private StageProcess(
      String classPath, Map<String, String> environment, Path logs, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--logs", logs.toString()));
    JvmSpec spec =
        new JvmSpec(
            "stage",
            StageMain.class.getName(),
            classPath,
            "192m",
            List.of("-XX:+UseSerialGC", "-Xms32m"),
            all,
            environment,
            logs.resolve("stage.log"));
    process = ChildJvm.start(spec, lines::add);
  }

  /** A stage whose functions may be classes of the tests. */
  static StageProcess withTestHandlers(Path logs, String... arguments) throws Exception {
    return new StageProcess(System.getProperty("java.class.path", ""), Map.of(), logs, arguments);
  }

  /** A stage that logs the outcome of every broadcast. */
  static StageProcess withOutcomes(Path logs, String... arguments) throws Exception {
    return new StageProcess(
        Installation.current().classPath(), Map.of("BROADSIDE_LOG", "INFO"), logs, arguments);
  }

  /** The value of the next line's only member, which must be {@code member}. */
  JsonNode next(String member) throws Exception {
    String line = lines.poll(180, TimeUnit.SECONDS);
    JsonNode said = JSON.readTree(line == null ? "null" : line);
    if (!said.has(member)) {
      throw new AssertionError("expected " + member + " but the stage said " + line);
    }
    return said.get(member);
  }

  JsonNode counters() throws Exception {
    process.send("counters");
    return next("counters");
  }

  /** Says a line to it. What it answers is there for {@link #next}. */
  void send(String line) throws Exception {
    process.send(line);
  }

  long pid() {
    return process.pid();
  }

  int awaitExit() throws Exception {
    return process.onExit().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.close();
  }
}
