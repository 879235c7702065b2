package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One latency of a run under the name that readers see. */
record LatencyRow(String name, Distribution millis) {
  /** The heads of {@link #cells}. */
  static final List<String> COLUMNS = List.of("values", "p50", "p90", "p95", "p99", "p99.9", "max");

  /** The rows of a run, with what the clocks of several injectors leave open beside each name. */
  static List<LatencyRow> of(RunSummary summary, @Nullable ShardsView shards) {
    RunSummary.Latency latency = summary.latency();
    List<LatencyRow> rows = new ArrayList<>(measured(summary, ClockBand.of(shards)));
    RunSummary.Churn churn = summary.connections().churn();
    addIfAnswered(rows, "rejoin", churn == null ? null : churn.rejoinMillis());
    addIfAnswered(rows, "PING to PONG", latency.pingMillis());
    addIfAnswered(rows, "PING to PONG, idle", latency.idlePingMillis());
    return rows;
  }

  /** A stage that answers no PING has no such row, and a run in which everybody stays. */
  private static void addIfAnswered(
      List<LatencyRow> rows, String name, @Nullable Distribution millis) {
    if (millis != null) {
      rows.add(new LatencyRow(name, millis));
    }
  }

  private static List<LatencyRow> measured(RunSummary summary, ClockBand band) {
    RunSummary.Latency latency = summary.latency();
    // These two are over what came, so that losses show in none of their percentiles.
    long lost = summary.deliveries().lost();
    String leftOut = lost == 0 ? "" : ", without " + Figures.count(lost) + " lost";
    return List.of(
        new LatencyRow("first receiver" + band.first(), latency.firstMillis()),
        new LatencyRow("90% of receivers" + band.p90(), latency.p90Millis()),
        new LatencyRow("99% of receivers" + band.p99(), latency.p99Millis()),
        new LatencyRow("last receiver" + band.last(), latency.lastMillis()),
        new LatencyRow("delivery" + leftOut + band.delivery(), latency.deliveryMillis()),
        new LatencyRow("service" + leftOut, latency.serviceMillis()),
        new LatencyRow("publish delay", summary.broadcasts().publishDelayMillis()),
        new LatencyRow("connect", summary.connections().connectMillis()));
  }

  /** What a reader of several rooms' percentiles must know; empty where there is one room. */
  static String caveat(RunSummary summary) {
    return summary.run().parameters().get("rooms") instanceof Number
        ? "; a broadcast to a small room counts as much as one to a large room"
        : "";
  }

  List<String> cells() {
    long n = millis.count();
    return List.of(
        Figures.count(n),
        Figures.percentile(n, millis.p50()),
        Figures.percentile(n, millis.p90()),
        Figures.percentile(n, millis.p95()),
        Figures.percentile(n, millis.p99()),
        Figures.percentile(n, millis.p999()),
        Figures.percentile(n, millis.max()));
  }
}
