package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.Peer;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The local stage with {@code side-by-side.yaml}, as serverless-offline's opposite. */
final class ListedStage implements AutoCloseable {
  private final Peer process;
  private final JsonNode ready;

  private ListedStage(Peer process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  static ListedStage start(Path logs) throws IOException, ProcessException, InterruptedException {
    return start(logs, Map.of(), "ideal");
  }

  /**
   * Starts one.
   *
   * @param parameters of {@code side-by-side.yaml}
   */
  static ListedStage start(Path logs, Map<String, String> parameters, String profile)
      throws IOException, ProcessException, InterruptedException {
    Path template = logs.resolve("side-by-side.yaml");
    try (InputStream file =
        Objects.requireNonNull(ListedStage.class.getResourceAsStream("side-by-side.yaml"))) {
      Files.copy(file, template, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--template",
                template.toString(),
                "--logs",
                logs.toString(),
                "--profile",
                profile,
                // There is no table, so nobody asks.
                "--dynamodb",
                "http://127.0.0.1:9"));
    parameters.forEach(
        (name, value) -> arguments.addAll(List.of("--parameter", name + "=" + value)));
    Peer process = Peer.start(InsideStage.testJvm(StageMain.class, arguments, logs));
    String said = process.awaitLine(Duration.ofSeconds(30));
    JsonNode ready = new ObjectMapper().readTree(said).get("ready");
    if (ready == null) {
      throw new IOException("the stage said " + said);
    }
    return new ListedStage(process, ready);
  }

  int port() {
    return ready.get("port").asInt();
  }

  long pid() {
    return process.pid();
  }

  long functionsPid() {
    return ready.get("pids").get("functions").get(0).asLong();
  }

  /** What it holds after a full collection, the process of the functions included. */
  MemoryInUse memory() throws IOException, InterruptedException {
    MemoryInUse stage = memory(pid());
    MemoryInUse functions = memory(functionsPid());
    return new MemoryInUse(
        stage.live() + functions.live(), stage.resident() + functions.resident());
  }

  private static MemoryInUse memory(long pid) throws IOException, InterruptedException {
    // It collects before it counts; fillers are what the collector did not think worth moving over.
    long live =
        jcmd(pid, "GC.class_histogram").stream()
            .filter(
                line ->
                    line.matches("\\s*\\d+:\\s+\\d+\\s+\\d+ .*") && !line.contains("FillerElement"))
            .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
            .sum();
    return new MemoryInUse(live, MemoryInUse.resident(pid));
  }

  private static List<String> jcmd(long pid, String command)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    List<String> said = process.inputReader().lines().toList();
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("jcmd failed: " + said);
    }
    return said;
  }

  @Override
  public void close() {
    process.close();
  }
}
