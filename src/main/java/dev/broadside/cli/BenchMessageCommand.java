package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.jmh.MessageBench;
import dev.broadside.bench.jmh.Timing;
import dev.broadside.measure.RunFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code broadside bench message}: what does one message cost, apart from all waiting? */
@Command(
    name = "message",
    description =
        "Measures what one message costs in CPU and allocation: marker, event, route, signature.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ./broadside bench message --quick       about a minute",
      "  ./broadside bench message --json"
    })
final class BenchMessageCommand implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws Exception {
    RunFolder folder = options.folder("message");
    Map<String, Timing> timings =
        MessageBench.run(
            MessageBench.PARTS, folder.path(), options.depth(), BenchOptions::progress);
    Path whole = folder.finish();
    if (options.json()) {
      System.out.println(
          new ObjectMapper()
              .writeValueAsString(Map.of("schema", "broadside/message/1", "nanoseconds", timings)));
    } else {
      System.out.printf(
          Locale.ROOT, "%-12s %28s %12s%n", "part", "ns, 99% interval", "B allocated");
      timings.forEach(
          (part, timing) ->
              System.out.printf(
                  Locale.ROOT, "%-12s %28s %,12.0f%n", part, interval(timing), timing.bytes()));
    }
    BenchOptions.progress("Results: " + whole);
    return ExitCode.PASS;
  }

  private static String interval(Timing timing) {
    return String.format(
        Locale.ROOT, "%,.0f (%,.0f to %,.0f)", timing.mean(), timing.low(), timing.high());
  }
}
