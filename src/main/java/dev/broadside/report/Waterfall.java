package dev.broadside.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of a broadcast goes, from its intended time until its last receiver has it: the
 * mean of a few broadcasts around a rank, so that the parts add up to what they are parts of.
 *
 * @param name of the rank
 * @param broadcasts whose mean it is
 */
record Waterfall(String name, int broadcasts, List<Span> spans) {
  private static final List<String> PARTS =
      List.of("publish", "invoke", "lookup", "posting", "delivery");

  /** So many of the broadcasts are looked at beside the one of the rank itself. */
  private static final double AROUND = 0.04;

  /**
   * A part in milliseconds from the intended time. One whose end nobody saw is joined with the
   * next.
   *
   * @param part the number of the last part in it, for its colour
   */
  record Span(String name, int part, double from, double to) {
    double millis() {
      return to - from;
    }
  }

  /** For p50 and p99 of the last receiver; empty where the stage could not tell. */
  static List<Waterfall> of(RunLog log) {
    List<Sent> seen = seen(log);
    return seen.isEmpty()
        ? List.of()
        : List.of(around("p50", 0.5, seen, log), around("p99", 0.99, seen, log));
  }

  /** The broadcasts that everybody has and that the stage stamped, the fastest first. */
  static List<Sent> seen(RunLog log) {
    return log.broadcasts().stream()
        .filter(b -> Double.isFinite(b.lastMillis()) && log.passages().containsKey(b.number()))
        .sorted(Comparator.comparingDouble(Sent::lastMillis))
        .toList();
  }

  private static Waterfall around(String name, double share, List<Sent> sorted, RunLog log) {
    int rank = Ranks.rank(sorted.size(), share) - 1;
    int reach = (int) (sorted.size() * AROUND / 2);
    // As many on both sides, or a rank near the end would be the mean of what is below it.
    int sides = Math.min(reach, Math.min(rank, sorted.size() - 1 - rank));
    List<double[]> ways = new ArrayList<>();
    for (Sent sent : sorted.subList(rank - sides, rank + sides + 1)) {
      RunLog.Passage passage = log.passages().get(sent.number());
      if (passage != null) {
        ways.add(way(sent, passage));
      }
    }
    return new Waterfall(name, ways.size(), spans(ways));
  }

  /** When each part ended; NaN is unknown. */
  private static double[] way(Sent sent, RunLog.Passage passage) {
    double[] ends = {
      passage.receivedMillis() - sent.atMillis(),
      passage.invokedMillis() - sent.atMillis(),
      passage.firstPostMillis() - sent.atMillis(),
      passage.lastPostMillis() - sent.atMillis(),
      sent.lastMillis()
    };
    double before = 0;
    for (int i = 0; i < ends.length; i++) {
      // What is posted to publishers and witnesses may come after the audience's last delivery.
      ends[i] = Math.max(before, Math.min(ends[i], sent.lastMillis()));
      before = Double.isNaN(ends[i]) ? before : ends[i];
    }
    return ends;
  }

  private static List<Span> spans(List<double[]> ways) {
    List<Span> spans = new ArrayList<>();
    double from = 0;
    int first = 0;
    for (int part = 0; part < PARTS.size(); part++) {
      int end = part;
      double to = ways.stream().mapToDouble(way -> way[end]).average().orElse(Double.NaN);
      if (!Double.isNaN(to)) {
        spans.add(new Span(String.join(" and ", PARTS.subList(first, part + 1)), part, from, to));
        from = to;
        first = part + 1;
      }
    }
    return spans;
  }

  double totalMillis() {
    return spans.getLast().to();
  }
}
