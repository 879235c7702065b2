package dev.broadside.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of a run, a second or a few: what was counted in it, and how late the last receivers of
 * the broadcasts were that were due in it. Times are seconds from the beginning of the measured
 * window, so that those of the warm-up are below zero.
 *
 * @param open connections at its end
 * @param lastP50Millis infinite where half of the broadcasts missed somebody, NaN where none was
 *     due
 * @param incomplete broadcasts that missed somebody
 */
record TimelineBin(
    double from,
    double to,
    String phase,
    long open,
    long rejoined,
    double publishedPerSecond,
    double deliveredPerSecond,
    double lastP50Millis,
    double lastP99Millis,
    long incomplete) {

  /** More would be narrower than a pixel or two, and the page would grow with the run. */
  private static final int MOST = 240;

  /** The run in stretches of equal numbers of seconds; {@code zeroMillis} is where it is 0. */
  static List<TimelineBin> of(RunLog log, double zeroMillis) {
    List<RunLog.Moment> moments = log.moments();
    int each = Math.max(1, Math.ceilDiv(moments.size(), MOST));
    List<RunLog.Moment> edges = new ArrayList<>();
    for (int i = 0; i < moments.size(); i += each) {
      edges.add(moments.get(i));
    }
    // What was counted after the last edge belongs to a last, shorter stretch.
    if (!moments.isEmpty() && !edges.getLast().equals(moments.getLast())) {
      edges.add(moments.getLast());
    }
    Map<Integer, List<Double>> lasts = lasts(log, edges);
    List<TimelineBin> bins = new ArrayList<>();
    for (int i = 1; i < edges.size(); i++) {
      double[] sorted =
          lasts.getOrDefault(i, List.of()).stream().mapToDouble(each0 -> each0).sorted().toArray();
      bins.add(bin(edges.get(i - 1), edges.get(i), sorted, zeroMillis));
    }
    return bins;
  }

  /**
   * The last receivers' latencies by the edge that their broadcast is due before. A run that is
   * stopped counts no more: what was due after its last edge is in its last stretch.
   */
  private static Map<Integer, List<Double>> lasts(RunLog log, List<RunLog.Moment> edges) {
    double[] times = edges.stream().mapToDouble(RunLog.Moment::atMillis).toArray();
    Map<Integer, List<Double>> lasts = new TreeMap<>();
    for (Sent sent : log.broadcasts()) {
      int found = Arrays.binarySearch(times, sent.atMillis());
      int edge = found >= 0 ? found + 1 : -found - 1;
      lasts
          .computeIfAbsent(Math.min(edge, times.length - 1), e -> new ArrayList<>())
          .add(sent.lastMillis());
    }
    return lasts;
  }

  private static TimelineBin bin(
      RunLog.Moment before, RunLog.Moment after, double[] sorted, double zeroMillis) {
    double seconds = Math.max(1e-3, (after.atMillis() - before.atMillis()) / 1e3);
    return new TimelineBin(
        (before.atMillis() - zeroMillis) / 1e3,
        (after.atMillis() - zeroMillis) / 1e3,
        after.phase(),
        after.open(),
        Math.max(0, after.rejoined() - before.rejoined()),
        Math.max(0, after.published() - before.published()) / seconds,
        Math.max(0, after.delivered() - before.delivered()) / seconds,
        Ranks.at(sorted, 0.5),
        Ranks.at(sorted, 0.99),
        Arrays.stream(sorted).filter(Double::isInfinite).count());
  }
}
