package dev.broadside.cli;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The runs of a sweep beside each other, a line each, for a terminal. */
final class SweepTable {
  private static final List<String> HEAD =
      List.of("run", "verdict", "published", "lost", "last p50", "last p95", "last p99");

  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));

  /**
   * Adds a run.
   *
   * @param summary null when nothing could be measured
   */
  void add(String name, @Nullable RunSummary summary) {
    if (summary == null) {
      rows.add(List.of(name, "nothing measured", "–", "–", "–", "–", "–"));
      return;
    }
    Distribution last = summary.latency().lastMillis();
    rows.add(
        List.of(
            name,
            summary.verdict().status().name(),
            grouped(summary.broadcasts().published()),
            grouped(summary.deliveries().lost()),
            millis(last, last.p50()),
            millis(last, last.p95()),
            millis(last, last.p99())));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A percentile that falls on a broadcast that somebody missed is infinite. */
  private static String millis(Distribution of, @Nullable Double value) {
    if (value == null) {
      return of.count() == 0 ? "–" : "∞";
    }
    return String.format(Locale.ROOT, "%.1f ms", value);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String padding = " ".repeat(width(column) - cell.length());
        boolean left = column < 2;
        text.append(column == 0 ? "" : "  ").append(left ? cell + padding : padding + cell);
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
