package dev.broadside.cli;

import dev.broadside.bench.jmh.Depth;
import dev.broadside.measure.Environment;
import dev.broadside.measure.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Option;

/** What all JMH benchmarks take, and the folder that they leave. */
final class BenchOptions {
  @Option(
      names = "--quick",
      description = "3 forks and short iterations, for a first look (default: 5 forks).")
  private boolean quick;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the folder of the results goes (default: reports).")
  private Path reports = Path.of("reports");

  @Option(names = "--json", description = "Prints the result as JSON.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  boolean quick() {
    return quick;
  }

  boolean json() {
    return json;
  }

  Path reports() {
    return reports;
  }

  String mode() {
    return quick ? "quick" : "full";
  }

  Depth depth() {
    return quick ? Depth.QUICK : Depth.FULL;
  }

  /** A folder for the results of {@code benchmark}, with the environment in it. */
  RunFolder folder(String benchmark) throws IOException {
    RunFolder folder = RunFolder.create(reports, "bench-" + benchmark, Instant.now());
    folder.writeJson("environment.json", Environment.current());
    return folder;
  }

  /** The folder of a benchmark of so many rows, which says what it kept when interrupted. */
  BenchFolder rows(String benchmark, int rows) throws IOException {
    return rows(BenchFolder.open(reports, benchmark, mode()), benchmark, rows);
  }

  /** The same with a folder that is open. */
  BenchFolder rows(BenchFolder folder, String benchmark, int rows) {
    if (folder.continued()) {
      progress("Going on in " + folder.path() + ", which an interrupted benchmark left");
    }
    folder.keepOnSignal(benchmark, rows);
    return folder;
  }

  /** A sentence for who waits. */
  static void progress(String sentence) {
    System.err.println(sentence);
  }
}
