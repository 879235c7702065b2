package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.Forks;
import dev.broadside.measure.Environment;
import dev.broadside.measure.RunFolder;
import dev.broadside.process.Installation;
import dev.broadside.process.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a benchmark leaves, in which {@code bench.json} says what it is of. An
 * interrupted benchmark leaves it under a name that ends in {@code .partial}, with the rows that it
 * finished; the next one of the same kind, code, machine and JVM goes on in it.
 *
 * @param continued whether an interrupted benchmark left it
 */
record BenchFolder(RunFolder folder, boolean continued) {
  private static final String ABOUT = "bench.json";
  private static final String PID = "pid";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The packages that are measured, and those that they may use. */
  private static final List<String> MEASURED =
      List.of("handlers", "bench", "stage", "aws", "process", "template", "cloud");

  /** The libraries of what is measured, and DynamoDB Local, which is measured with it. */
  private static final List<String> LIBRARIES = List.of("lib", "sidecars/dynamodb-local");

  /**
   * A new one, or the newest that fits.
   *
   * @param mode how long it measures: rows of another mode are no rows of this
   */
  static BenchFolder open(Path reports, String benchmark, String mode) throws IOException {
    Map<String, @Nullable Object> about = about(benchmark, mode);
    JsonNode wanted = asRead(about);
    Optional<Path> left =
        NewestFolder.of(
            reports,
            prefix(benchmark),
            folder -> RunFolder.isPartial(folder) && isLeft(folder.resolve(ABOUT), wanted));
    RunFolder folder =
        left.isPresent()
            ? RunFolder.at(left.get())
            : RunFolder.create(reports, "bench-" + benchmark, Instant.now());
    about.put(PID, ProcessHandle.current().pid());
    folder.writeJson(ABOUT, about);
    folder.writeJson("environment.json", Environment.current());
    return new BenchFolder(folder, left.isPresent());
  }

  private static Map<String, @Nullable Object> about(String benchmark, String mode)
      throws IOException {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("schema", "broadside/bench/1");
    about.put("benchmark", benchmark);
    about.put("mode", mode);
    about.put("code", code(Installation.current()));
    about.put("environment", Environment.current());
    return about;
  }

  /**
   * The newest folder of a benchmark that has ended and did what this one would.
   *
   * @param mode none if any mode, code and machine will do
   */
  static Optional<Path> finished(Path reports, String benchmark, Optional<String> mode)
      throws IOException {
    JsonNode about = mode.isPresent() ? asRead(about(benchmark, mode.get())) : null;
    return NewestFolder.of(
        reports,
        prefix(benchmark),
        folder ->
            !RunFolder.isPartial(folder)
                && Files.exists(folder.resolve(ABOUT))
                && (about == null || isSame(JSON.readTree(folder.resolve(ABOUT).toFile()), about)));
  }

  private static String prefix(String benchmark) {
    return "bench-" + benchmark + "-";
  }

  /** As it comes out of a file: there a number is no longer an int or a long. */
  private static JsonNode asRead(Map<String, @Nullable Object> about) throws IOException {
    return JSON.readTree(JSON.writeValueAsBytes(about));
  }

  /** Whether it is of the same, and nobody is at work in it. */
  private static boolean isLeft(Path file, JsonNode about) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    JsonNode said = JSON.readTree(file.toFile());
    long pid = said.path(PID).asLong();
    boolean alive =
        pid != ProcessHandle.current().pid()
            && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    return !alive && isSame(said, about);
  }

  private static boolean isSame(JsonNode said, JsonNode about) {
    return Stream.of("schema", "mode", "code", "environment")
        .allMatch(name -> said.path(name).equals(about.path(name)));
  }

  /**
   * What the classes that are measured look like, with what they use, and which libraries: rows of
   * other code are no rows of this.
   */
  static String code(Installation installation) throws IOException {
    Path ours = installation.folder().resolve("classes").resolve("dev/broadside");
    CRC32 sum = new CRC32();
    for (String name : MEASURED) {
      for (Path file : files(ours.resolve(name))) {
        sum.update(Files.readAllBytes(file));
      }
    }
    // A library of another version has another name, and reading them all would take a second.
    for (String name : LIBRARIES) {
      for (Path jar : files(installation.folder().resolve(name))) {
        sum.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return Long.toHexString(sum.getValue());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  Path path() {
    return folder.path();
  }

  /**
   * Makes a signal end the benchmark with a sentence about what is kept and what is missing.
   * Whatever ends this process, also a terminal that is closed, ends the forks while it exits: then
   * nobody can take one that was ended for a failure, and exit with another code.
   */
  void keepOnSignal(String benchmark, int rows) {
    Runtime.getRuntime().addShutdownHook(new Thread(Forks::end, "forks"));
    Signals.onInterrupt(
        number -> {
          BenchOptions.progress(
              "Interrupted: %s of %d rows are finished and kept in %s; the others are not measured. The same command goes on from there."
                  .formatted(finished(benchmark), rows, path()));
          Runtime.getRuntime().exit(ExitCode.SIGNAL + number);
        });
  }

  private String finished(String benchmark) {
    try {
      Path file = path().resolve(benchmark + ".json");
      return Files.exists(file) ? "" + JSON.readTree(file.toFile()).path("rows").size() : "0";
    } catch (IOException unreadable) {
      return "some";
    }
  }

  /** Takes the {@code .partial} away. */
  Path finish() throws IOException {
    return folder.finish();
  }
}
