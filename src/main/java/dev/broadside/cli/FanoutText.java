package dev.broadside.cli;

import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code bench fanout} prints for people. */
final class FanoutText {
  private static final double HUNDRED = 100;

  private FanoutText() {}

  static String render(List<FanoutResult> results) {
    return line(
            "fanout",
            "receivers",
            "in flight",
            "a post",
            "refused",
            "ms",
            "the law",
            "above",
            "own us/post",
            "CPU us/post",
            "B/post",
            "")
        + results.stream().map(FanoutText::line).collect(Collectors.joining())
        + """
        The law: ceil(posts / in flight) times the delay that the stub measured; where the delay varies, what all posts
        need together. Own is what a post takes above it, CPU the processor time of the function's process for a post,
        B what that allocates. ± is the interval of the forks' means at 99%. The stub shares this machine's processors.""";
  }

  private static String line(FanoutResult result) {
    FanoutRow row = result.row();
    boolean serial = row.fanout().equals(FanoutRow.SERIAL);
    return line(
        row.fanout(),
        number("%,d", row.receivers()),
        serial ? "1" : number("%,d", row.inFlight()),
        row.delay().toString(),
        refused(row),
        interval(result.millis().mean(), result.millis().high()),
        number("%,.1f", result.lawMillis()),
        Double.isNaN(result.aboveLaw()) ? "-" : number("%.1f%%", HUNDRED * result.aboveLaw()),
        interval(result.ownMicros().mean(), result.ownMicros().high()),
        interval(result.cpuMicros().mean(), result.cpuMicros().high()),
        number("%,.0f", result.allocatedPerPost()),
        remark(result));
  }

  private static String refused(FanoutRow row) {
    if (row.gonePercent() > 0) {
      return row.gonePercent() + "% gone";
    }
    return row.throttledPercent() > 0 ? row.throttledPercent() + "% 429" : "-";
  }

  /** What should not be: nothing, most of the time. */
  private static String remark(FanoutResult result) {
    if (!result.asPredicted()) {
      return "DIFFERS: " + result.counted() + " in " + result.broadcasts() + " broadcasts";
    }
    boolean judged =
        result.row().delay().isConstant()
            && result.row().throttledPercent() == 0
            && (result.row().receivers() >= 1_000
                || result.row().fanout().equals(FanoutRow.SERIAL));
    return judged && result.aboveLaw() > result.allowedAboveLaw()
        ? number("more than %.0f%% above the law", HUNDRED * result.allowedAboveLaw())
        : "";
  }

  /** Half of the interval stands behind the sign, and nothing where one fork has none. */
  private static String interval(double mean, double high) {
    String half = high > mean ? number(" ±%,.1f", high - mean) : "";
    return number("%,.1f", mean) + half;
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(Object... columns) {
    return String.format(
            Locale.ROOT, "%-8s %9s %9s %11s %8s %17s %9s %7s %15s %15s %8s  %s", columns)
        .stripTrailing()
        .concat(System.lineSeparator());
  }
}
