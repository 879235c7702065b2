package dev.broadside.scale.merge;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.Judge;
import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ShardClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on numbers that clocks may have moved. It stands when it is the same with all of them
 * up and all of them down by their bounds; otherwise a limit lies inside of a bound, and the run is
 * INVALID: neither PASS nor FAIL could be said of it.
 */
final class Verdicts {
  private final Plan plan;
  private final Audience audience;

  Verdicts(Plan plan, Audience audience) {
    this.plan = plan;
    this.audience = audience;
  }

  RunSummary.Verdict of(Judge.Evidence evidence, List<String> broken) {
    RunSummary.Verdict told = Judge.judge(plan.slo(), evidence, broken);
    if (told.status() == RunSummary.Status.INVALID || audience.boundNanos == ShardClock.UNBOUNDED) {
      return told;
    }
    RunSummary.Verdict up = Judge.judge(plan.slo(), moved(evidence, 1), broken);
    RunSummary.Verdict down = Judge.judge(plan.slo(), moved(evidence, -1), broken);
    if (up.status() == down.status()) {
      return told;
    }
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "the clocks decide: a limit lies within ± %s of what was measured; use better clocks, or"
                .formatted(Millis.text(audience.boundNanos))
            + " judge by deliveries of the same process");
    reasons.addAll(up.reasons());
    return new RunSummary.Verdict(RunSummary.Status.INVALID, reasons);
  }

  private Judge.Evidence moved(Judge.Evidence evidence, int side) {
    RunSummary.Latency latency = evidence.latency();
    double bound = side * audience.boundNanos / 1e6;
    double last = side * audience.lastBoundNanos / 1e6;
    // 90% and 99% come from buckets; what the clocks do comes on top.
    double bucket = 1 + side * LatencySketch.ERROR;
    return new Judge.Evidence(
        evidence.connections(),
        evidence.broadcasts(),
        evidence.deliveries(),
        new RunSummary.Latency(
            moved(latency.deliveryMillis(), value -> value + bound),
            latency.serviceMillis(),
            moved(latency.firstMillis(), value -> value + bound),
            moved(latency.p90Millis(), value -> value * bucket + bound),
            moved(latency.p99Millis(), value -> value * bucket + bound),
            moved(latency.lastMillis(), value -> value + last)),
        evidence.validity(),
        evidence.refusals());
  }

  private static Distribution moved(Distribution told, DoubleUnaryOperator by) {
    return new Distribution(
        told.count(),
        moved(told.min(), by),
        moved(told.mean(), by),
        moved(told.p50(), by),
        moved(told.p90(), by),
        moved(told.p95(), by),
        moved(told.p99(), by),
        moved(told.p999(), by),
        moved(told.max(), by));
  }

  private static @Nullable Double moved(@Nullable Double value, DoubleUnaryOperator by) {
    return value == null ? null : Double.valueOf(by.applyAsDouble(value));
  }
}
