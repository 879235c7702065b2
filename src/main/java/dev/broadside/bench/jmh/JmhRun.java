package dev.broadside.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.broadside.process.ProcessException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Benchmarks that are run one after another into one folder: {@code results.json}, in JMH's own
 * format, is added to after each, so that what is finished is kept; {@code logs/jmh.log} is what
 * JMH prints.
 */
final class JmhRun {
  private static final String RESULTS = "results.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final Depth depth;

  /** A run into {@code folder}, which has a folder {@code logs}. */
  JmhRun(Path folder, Depth depth) {
    this.folder = folder;
    this.depth = depth;
  }

  /** What all forks share: a heap of their own, and Lambda's collector. */
  ChainedOptionsBuilder options(Class<?> benchmark, String method, String... jvmOptions) {
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    options.addAll(List.of(jvmOptions));
    return new OptionsBuilder()
        .include("\\Q" + benchmark.getName() + "." + method + "\\E$")
        .forks(depth.forks())
        .warmupIterations(depth.warmups())
        .warmupTime(depth.time())
        .measurementIterations(depth.iterations())
        .measurementTime(depth.time())
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .jvmArgs(options.toArray(String[]::new));
  }

  /** Runs one benchmark. */
  RunResult run(ChainedOptionsBuilder options) throws IOException, ProcessException {
    Path log = folder.resolve("logs").resolve("jmh.log");
    try (OutputStream out =
            Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      Collection<RunResult> results =
          new Runner(
                  options.build(),
                  OutputFormatFactory.createFormatInstance(text, VerboseMode.NORMAL))
              .run();
      write(results);
      return results.iterator().next();
    } catch (RunnerException e) {
      String why = String.valueOf(e.getMessage());
      throw new ProcessException(
          why.contains("JMH lock")
              ? "another benchmark runs on this machine: wait until it has ended"
              : "the benchmark failed: %s; see %s".formatted(why, log),
          e);
    }
  }

  /** What is there and this, whole or not at all. */
  private void write(Collection<RunResult> results) throws IOException {
    Path file = folder.resolve(RESULTS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    add(file, JSON.readTree(bytes.toByteArray()));
  }

  /** One that was killed before its row was kept is measured again: then the later one counts. */
  static void add(Path file, JsonNode results) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    if (Files.exists(file)) {
      for (JsonNode earlier : JSON.readTree(file.toFile())) {
        if (!contains(results, earlier)) {
          all.add(earlier);
        }
      }
    }
    results.forEach(all::add);
    Path next = file.resolveSibling(RESULTS + ".next");
    JSON.writeValue(next.toFile(), all);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean contains(JsonNode results, JsonNode one) {
    for (JsonNode each : results) {
      if (each.path("benchmark").equals(one.path("benchmark"))
          && each.path("params").equals(one.path("params"))) {
        return true;
      }
    }
    return false;
  }
}
