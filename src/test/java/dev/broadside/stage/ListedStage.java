package dev.broadside.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.Peer;
import dev.broadside.process.JvmSpec;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local stage with {@code side-by-side.yaml}, as serverless-offline's opposite. */
final class ListedStage implements AutoCloseable {
  private static final Pattern OTHER =
      Pattern.compile("\\bOther \\(reserved=\\d+, committed=(\\d+)\\)");

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
    JvmSpec jvm = InsideStage.testJvm(StageMain.class, arguments, logs);
    List<String> options = new ArrayList<>(jvm.jvmOptions());
    options.add("-XX:NativeMemoryTracking=summary");
    Peer process = Peer.start(jvm.withJvmOptions(options));
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

  /**
   * What it holds after a full collection, the process of the functions included. Buffers of the
   * connections are outside of the heap, so what the stage has there is added, free parts of
   * Netty's chunks included; serverless-offline's count has its buffers too.
   */
  MemoryInUse memory() throws IOException, InterruptedException {
    MemoryInUse stage = memory(pid());
    MemoryInUse functions = memory(functionsPid());
    return new MemoryInUse(
        stage.live() + outsideOfTheHeap(pid()) + functions.live(),
        stage.resident() + functions.resident());
  }

  /** Direct memory, which the JVM books under "Other". */
  private static long outsideOfTheHeap(long pid) throws IOException, InterruptedException {
    return jcmd(pid, "VM.native_memory", "summary", "scale=B").stream()
        .map(OTHER::matcher)
        .filter(Matcher::find)
        .mapToLong(other -> Long.parseLong(other.group(1)))
        .findFirst()
        .orElseThrow();
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

  private static List<String> jcmd(long pid, String... asked)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
    command.addAll(List.of(asked));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
