package dev.broadside.cli;

import dev.broadside.bench.jmh.BroadcastResult;
import dev.broadside.bench.jmh.BroadcastRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code bench broadcast} prints for people. */
final class BroadcastText {
  private BroadcastText() {}

  static String render(List<BroadcastResult> results) {
    return line(
            "design",
            "lookup",
            "fanout",
            "table",
            "receivers",
            "a post",
            "ms",
            "the law",
            "the rest, ms",
            "pages",
            "units",
            "CPU ms",
            "")
        + results.stream().map(BroadcastText::line).collect(Collectors.joining())
        + """
        The law: ceil(posts / in flight) times the delay that the stub measured, with 64 in flight. The rest is the lookup's
        first page, what else the handler reads and writes, and the fanout's own. Pages and units are of one broadcast, all
        that it reads. ± is the interval of the forks' means at 99%. Times are DynamoDB Local's and a stub's, not AWS's.""";
  }

  private static String line(BroadcastResult result) {
    BroadcastRow row = result.row();
    double broadcasts = result.broadcasts();
    return line(
        row.design(),
        row.found().lookup(),
        row.posted().fanout(),
        number("%,d", row.found().table().connections()),
        number("%,d", row.posted().receivers()),
        row.posted().delay().toString(),
        interval(result.millis().mean(), result.millis().high()),
        number("%,.1f", result.lawMillis()),
        interval(result.restMillis().mean(), result.restMillis().high()),
        number("%,.1f", result.read().pages() / broadcasts),
        number("%,.1f", result.read().readUnits() / broadcasts),
        number("%,.1f", result.cpuMicros().mean() / 1_000),
        result.asPredicted() ? "" : "DIFFERS: " + result.counted() + " in " + broadcasts);
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
            Locale.ROOT, "%-12s %-13s %-7s %7s %9s %11s %17s %8s %15s %6s %8s %7s  %s", columns)
        .stripTrailing()
        .concat(System.lineSeparator());
  }
}
