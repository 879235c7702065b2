package dev.broadside.cli;

import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.Interval;
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
            "ms, 99% interval",
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
        B what that allocates. Intervals are of the forks' means. The stub runs on this machine, and so on its processors.""";
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
        interval("%,.1f", result.millis().low(), result.millis().mean(), result.millis().high()),
        number("%,.1f", result.lawMillis()),
        Double.isNaN(result.aboveLaw()) ? "-" : number("%.1f%%", HUNDRED * result.aboveLaw()),
        serial ? "-" : number("%,.1f", result.ownMicros().mean()),
        interval(result.cpuMicros()),
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

  private static String interval(Interval interval) {
    return interval("%,.1f", Math.max(0, interval.low()), interval.mean(), interval.high());
  }

  private static String interval(String format, double low, double mean, double high) {
    return number(format, mean) + " (" + number(format, low) + " to " + number(format, high) + ")";
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(Object... columns) {
    return String.format(
            Locale.ROOT, "%-8s %9s %9s %11s %9s %28s %9s %7s %12s %24s %7s  %s", columns)
        .stripTrailing()
        .concat(System.lineSeparator());
  }
}
