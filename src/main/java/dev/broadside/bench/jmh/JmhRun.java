package dev.broadside.bench.jmh;

import dev.broadside.process.ProcessException;
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
 * format, is written again after each, so that what is finished is kept; {@code logs/jmh.log} is
 * what JMH prints.
 */
final class JmhRun {
  private static final String RESULTS = "results.json";

  private final Path folder;
  private final Depth depth;
  private final List<RunResult> finished = new ArrayList<>();

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
      finished.addAll(results);
      write();
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

  /** Whole or not at all. */
  private void write() throws IOException {
    Path next = folder.resolve(RESULTS + ".next");
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(next), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(finished);
    }
    Files.move(next, folder.resolve(RESULTS), StandardCopyOption.REPLACE_EXISTING);
  }
}
