package dev.broadside.bench.jmh;

import dev.broadside.process.ProcessException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs {@link MessageBenchmark}. */
public final class MessageBench {
  /** What it measures. */
  public static final List<String> PARTS =
      List.of("marker", "findMarker", "event", "route", "routeByTwo", "signedPost");

  private MessageBench() {}

  /**
   * Measures {@code parts}, in nanoseconds.
   *
   * @param folder where results go, with a folder {@code logs} in it
   */
  public static Map<String, Timing> run(
      List<String> parts, Path folder, Depth depth, Consumer<String> progress)
      throws IOException, ProcessException {
    JmhRun jmh = new JmhRun(folder, depth);
    Map<String, Timing> timings = new LinkedHashMap<>();
    for (String part : parts) {
      progress.accept(part);
      timings.put(part, Timing.of(jmh.run(jmh.options(MessageBenchmark.class, part))));
    }
    return timings;
  }
}
