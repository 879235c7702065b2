package dev.broadside.measure;

import dev.broadside.measure.RunSummary.Status;
import dev.broadside.measure.RunSummary.Verdict;
import dev.broadside.scenario.Slo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a run. It compares what the sample says with the SLO; what so many broadcasts
 * support is printed beside it, not mixed in. INVALID wins over FAIL: a broken ruler cannot fail
 * anybody.
 */
public final class Judge {
  private Judge() {}

  /** What is judged. */
  public record Evidence(
      RunSummary.Connections connections,
      RunSummary.Broadcasts broadcasts,
      RunSummary.Deliveries deliveries,
      RunSummary.Latency latency,
      RunSummary.Validity validity,
      Refusals refusals) {}

  /**
   * What the stage did not take.
   *
   * @param received broadcasts that it did not say it took, and somebody received
   * @param reasons why, of these and of rejected ones; empty when there are none
   */
  public record Refusals(long received, String reasons) {
    /** It took all. */
    public static final Refusals NONE = new Refusals(0, "");
  }

  /**
   * Judges a run; the evidence's latency is {@link Recorder#judgedLatency}.
   *
   * @param broken why the run cannot count beside its checks: interrupted, a process died, a limit
   */
  public static Verdict judge(Slo slo, Evidence evidence, List<String> broken) {
    List<String> invalid = new ArrayList<>(broken);
    boolean publishes = evidence.broadcasts().planned() > 0;
    if (publishes && evidence.broadcasts().published() == 0 && broken.isEmpty()) {
      invalid.add("no broadcast was published in the measured window");
    }
    if (evidence.broadcasts().skipped() > 0 && broken.isEmpty()) {
      invalid.add(
          evidence.broadcasts().skipped()
              + " of "
              + evidence.broadcasts().planned()
              + " planned broadcasts never left the injector");
    }
    for (RunSummary.Check check : evidence.validity().checks()) {
      if (!check.ok() && broken.isEmpty()) {
        invalid.add(check.name() + ": " + check.value() + ", limit " + check.limit());
      }
    }
    List<String> failed = failures(slo, evidence);
    if (!invalid.isEmpty()) {
      invalid.addAll(failed);
      return new Verdict(Status.INVALID, invalid);
    }
    return new Verdict(failed.isEmpty() ? Status.PASS : Status.FAIL, failed);
  }

  private static List<String> failures(Slo slo, Evidence evidence) {
    List<String> failures = new ArrayList<>();
    long rejected = evidence.broadcasts().rejected();
    if (rejected > 0) {
      failures.add(
          rejected
              + " of "
              + evidence.broadcasts().planned()
              + " broadcasts could not be published: "
              + evidence.refusals().reasons());
    }
    if (evidence.refusals().received() > 0) {
      failures.add(
          evidence.refusals().received()
              + " broadcasts were received and not answered as taken: "
              + evidence.refusals().reasons());
    }
    RunSummary.Churn churn = evidence.connections().churn();
    if (churn != null && churn.troubled() * 100 > churn.rejoins() + churn.failed()) {
      failures.add(troubledRejoins(churn));
    }
    for (Slo.Limit limit : slo.latency()) {
      String failure = failure(limit, evidence);
      if (failure != null) {
        failures.add(failure);
      }
    }
    RunSummary.Deliveries deliveries = evidence.deliveries();
    compare(failures, "lost", deliveries.lost(), slo.lost(), deliveries);
    if (slo.lost() != null && deliveries.lost() > slo.lost()) {
      cuts(evidence.connections()).ifPresent(failures::add);
    }
    compare(failures, "duplicate", deliveries.duplicate(), slo.duplicate(), deliveries);
    compare(failures, "unexpected", deliveries.unexpected(), slo.unexpected(), deliveries);
    return failures;
  }

  /** What explains losses, most of the time. */
  private static Optional<String> cuts(RunSummary.Connections connections) {
    return connections.dropped() == 0
        ? Optional.empty()
        : Optional.of(
            connections.dropped()
                + " of "
                + connections.opened()
                + " connections were cut"
                + connections.reasons().entrySet().stream()
                    .filter(reason -> reason.getKey().startsWith(RunSummary.CUT))
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(3)
                    .map(
                        reason ->
                            reason.getKey().substring(RunSummary.CUT.length())
                                + ", "
                                + reason.getValue()
                                + " times")
                    .collect(Collectors.joining("; ", ": ", "")));
  }

  private static String troubledRejoins(RunSummary.Churn churn) {
    String reasons =
        churn.failures().entrySet().stream()
            .map(reason -> reason.getKey() + ", " + reason.getValue() + " times")
            .sorted()
            .limit(3)
            .collect(Collectors.joining("; "));
    return "%d of %d rejoins failed%s and %d were slow, limit 1%%"
        .formatted(
            churn.failed(),
            churn.rejoins() + churn.failed(),
            reasons.isEmpty() ? "" : " (" + reasons + ")",
            churn.slow());
  }

  private static @Nullable String failure(Slo.Limit limit, Evidence evidence) {
    Distribution distribution = distribution(limit.metric(), evidence);
    String what = limit.metric().word() + " " + limit.statistic().word();
    if (distribution.count() == 0) {
      return what + " is unknown: there is no value";
    }
    Double value = value(limit.statistic(), distribution);
    String allowed = ", limit " + text(limit.limit());
    if (value == null) {
      boolean single = limit.metric() == Slo.Metric.DELIVERY;
      return what
          + " is ∞ (it falls on a "
          + (single ? "delivery that never came)" : "broadcast that somebody missed)")
          + allowed;
    }
    return value <= limit.limit().toNanos() / 1e6
        ? null
        : String.format(Locale.ROOT, "%s is %.1f ms%s", what, value, allowed);
  }

  private static void compare(
      List<String> failures,
      String what,
      long count,
      @Nullable Long allowed,
      RunSummary.Deliveries deliveries) {
    if (allowed != null && count > allowed) {
      failures.add(
          count + " " + what + " of " + deliveries.expected() + " deliveries, limit " + allowed);
    }
  }

  private static Distribution distribution(Slo.Metric metric, Evidence evidence) {
    RunSummary.Latency latency = evidence.latency();
    return switch (metric) {
      case CONNECT -> evidence.connections().connectMillis();
      case FIRST -> latency.firstMillis();
      case P90 -> latency.p90Millis();
      case P99 -> latency.p99Millis();
      case LAST -> latency.lastMillis();
      case DELIVERY -> latency.deliveryMillis();
    };
  }

  private static @Nullable Double value(Slo.Statistic statistic, Distribution distribution) {
    return switch (statistic) {
      case P50 -> distribution.p50();
      case P90 -> distribution.p90();
      case P95 -> distribution.p95();
      case P99 -> distribution.p99();
      case P999 -> distribution.p999();
      case MAX -> distribution.max();
    };
  }

  private static String text(Duration duration) {
    BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
    return duration.toNanos() % 1_000_000_000 == 0
        ? duration.toSeconds() + " s"
        : millis.toPlainString() + " ms";
  }
}
