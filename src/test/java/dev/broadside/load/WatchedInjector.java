package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.ChildJvm;
import dev.broadside.process.JvmSpec;
import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The process of {@code InjectorMain}, as {@code broadside run} starts it, and what it says. */
final class WatchedInjector implements AutoCloseable {
  /** What {@code broadside run} gives it. */
  static final List<String> OPTIONS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-XX:MaxDirectMemorySize=192m",
          "-Dgatling.data.writers.0=file");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final BlockingQueue<Said> lines = new LinkedBlockingQueue<>();
  private final List<Said> progress = new ArrayList<>();
  private final ChildJvm process;

  /** A line, and when it came, by {@code System.nanoTime}. */
  record Said(JsonNode line, long nanos) {
    boolean isProgress() {
      return line.has("progress");
    }

    String phase() {
      return line.at("/progress/phase").asText();
    }

    int open() {
      return line.at("/progress/open").asInt();
    }

    long published() {
      return line.at("/progress/published").asLong();
    }
  }

  private WatchedInjector(JvmSpec spec) throws ProcessException {
    process = ChildJvm.start(spec, this::hear);
  }

  /** Starts one with a scenario; everything that it writes goes to {@code place}. */
  static WatchedInjector start(String scenario, Path place, List<String> options)
      throws IOException, ProcessException {
    Path file = Files.createDirectories(place).resolve("scenario.yaml");
    Files.writeString(file, scenario);
    List<String> arguments = List.of(file.toString(), place.resolve("reports").toString());
    List<String> all = Stream.concat(OPTIONS.stream(), options.stream()).toList();
    return new WatchedInjector(
        StubProcess.testJvm(InjectorMain.class, arguments, place.resolve("injector.log"))
            .withJvmOptions(all));
  }

  private void hear(String line) {
    long nanos = System.nanoTime();
    try {
      lines.add(new Said(JSON.readTree(line), nanos));
    } catch (IOException e) {
      throw new IllegalStateException("no JSON: " + line, e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it says such progress. */
  void await(Predicate<Said> wanted) throws InterruptedException {
    Said said = next();
    while (!said.isProgress() || !wanted.test(said)) {
      said = next();
    }
  }

  /** Waits for its end, and reads what it found. */
  JsonNode summary() throws IOException, InterruptedException {
    Said said = next();
    while (!said.line.has("result")) {
      said = next();
    }
    JsonNode folder = said.line.at("/result/folder");
    if (folder.isNull()) {
      throw new AssertionError("nothing was measured: " + said.line);
    }
    return JSON.readTree(Path.of(folder.asText()).resolve("summary.json").toFile());
  }

  private Said next() throws InterruptedException {
    Said said = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (said == null || said.line.at("/result/exitCode").asInt() == 1) {
      throw new AssertionError(
          "the injector said " + said + ", and logged " + process.lastLogLines(10));
    }
    if (said.isProgress()) {
      progress.add(said);
    }
    return said;
  }

  /**
   * How many connections it opened a second: between the first and the last time that it told how
   * far it was.
   */
  double openedPerSecond() {
    List<Said> opening =
        progress.stream().filter(said -> said.phase().equals("connecting")).toList();
    Said first = opening.getFirst();
    Said last = opening.getLast();
    return (last.open() - first.open()) * 1e9 / (last.nanos - first.nanos);
  }

  @Override
  public void close() {
    process.close();
  }
}
