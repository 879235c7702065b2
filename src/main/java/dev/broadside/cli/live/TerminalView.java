package dev.broadside.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.report.Figures;
import dev.broadside.report.LiveMoment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A few lines about a run for a terminal, of any width: its phase and how far it is, what is open,
 * published, lost, and the latest minute of latencies and deliveries as little bars. It knows no
 * terminal; {@code frame} is what to show now.
 */
public final class TerminalView {
  private static final int MINUTE = 60;
  private static final int BEFORE_BARS = 21;
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final char NEVER = '×';

  private final Deque<Second> seconds = new ArrayDeque<>();
  private @Nullable LiveMoment before;

  /** NaN is unknown, infinite never. */
  private record Second(double p50, double p95, double delivered) {
    boolean hasLatency() {
      return !Double.isNaN(p50);
    }
  }

  /** What to show after this message of the injector, at most so many characters wide. */
  public List<String> frame(JsonNode progress, int width) {
    LiveMoment now = Moments.of(progress);
    if (now == null) {
      before = null;
      seconds.clear();
      return List.of(cut(sentence(progress.path("phase").asText()), width));
    }
    add(progress, now);
    List<String> lines = new ArrayList<>();
    lines.add(way(now, width));
    lines.add(
        String.format(Locale.ROOT, "%-12s%,d of %,d open", "connections", now.open(), now.asked()));
    lines.add(
        String.format(
            Locale.ROOT,
            "%-12s%,d of %,d, lost %,d, duplicate %,d",
            "broadcasts",
            now.published(),
            now.planned(),
            now.lost(),
            now.duplicate()));
    double slowest = most(List.of(Second::p50, Second::p95));
    lines.add(row("last p50", duration(last().p50), Second::p50, slowest, width));
    lines.add(row("last p95", duration(last().p95), Second::p95, slowest, width));
    lines.add(
        row(
            "delivered/s",
            String.format(Locale.ROOT, "%,.0f", last().delivered),
            Second::delivered,
            most(List.of(Second::delivered)),
            width));
    return lines.stream().map(line -> cut(line, width)).toList();
  }

  private static String sentence(String phase) {
    return switch (phase) {
      case "stage" -> "starting the local stage";
      case "reporting" -> "writing the report";
      default -> phase;
    };
  }

  private void add(JsonNode progress, LiveMoment now) {
    LiveMoment earlier = before;
    before = now;
    double elapsed = earlier == null ? 0 : (now.atMillis() - earlier.atMillis()) / 1e3;
    double delivered =
        earlier == null || elapsed <= 0
            ? progress.path("deliveriesPerSecond").asDouble()
            : (now.delivered() - earlier.delivered()) / elapsed;
    boolean some = now.settled() > 0 || last().hasLatency();
    seconds.addLast(
        new Second(
            millis(progress.path("lastP50Millis"), some),
            millis(progress.path("lastP95Millis"), some),
            Math.max(0, delivered)));
    if (seconds.size() > MINUTE) {
      seconds.removeFirst();
    }
  }

  private Second last() {
    return seconds.isEmpty() ? new Second(Double.NaN, Double.NaN, 0) : seconds.getLast();
  }

  /** Of the latest broadcasts, of which there are {@code some} or none. */
  private static double millis(JsonNode value, boolean some) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    return some ? Double.POSITIVE_INFINITY : Double.NaN;
  }

  private double most(List<ToDoubleFunction<Second>> values) {
    return seconds.stream()
        .flatMapToDouble(s -> values.stream().mapToDouble(value -> value.applyAsDouble(s)))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /** {@code measuring ━━━━━━━━────────── 0:42 left}. */
  private static String way(LiveMoment now, int width) {
    double done = now.atMillis() / 1e3;
    double share = done / Math.max(1e-3, done + now.secondsLeft());
    String left =
        String.format(Locale.ROOT, " %d:%02d left", now.secondsLeft() / 60, now.secondsLeft() % 60);
    String phase = String.format(Locale.ROOT, "%-12s", now.phase());
    int room = Math.max(0, Math.min(MINUTE, width - phase.length() - left.length()));
    int full = (int) Math.round(share * room);
    return phase + "━".repeat(full) + "─".repeat(room - full) + left;
  }

  private String row(
      String name, String value, ToDoubleFunction<Second> of, double most, int width) {
    String before = String.format(Locale.ROOT, "%-12s%8s ", name, value);
    int room = Math.max(0, Math.min(MINUTE, width - BEFORE_BARS));
    StringBuilder bars = new StringBuilder();
    seconds.stream()
        .skip(Math.max(0, seconds.size() - room))
        .forEach(second -> bars.append(bar(of.applyAsDouble(second), most)));
    return before + bars;
  }

  private static char bar(double value, double most) {
    if (Double.isNaN(value)) {
      return ' ';
    }
    if (Double.isInfinite(value)) {
      return NEVER;
    }
    int step = most <= 0 ? 0 : (int) Math.ceil(value / most * BARS.length()) - 1;
    return BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, step)));
  }

  private static String duration(double millis) {
    return Figures.duration(millis);
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }
}
