package dev.broadside.capacity;

import dev.broadside.capacity.Evidence.Throttled;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Check;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.report.ReportException;
import dev.broadside.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.jspecify.annotations.Nullable;

/** Reads what a point counted from the folder of its run. */
public final class PointReader {
  private static final double NANOS = 1e6;

  /** What an injector may be late where no SLO says. */
  private static final double LATE_MILLIS = 10;

  private static final String TOO_MANY = "HTTP 429";

  private PointReader() {}

  /** What a run says of its load. */
  public record Reading(Outcome outcome, @Nullable Measures measures) {}

  /**
   * Reads a finished run, or one that was stopped because its backlog grew.
   *
   * @param perSecond how many broadcasts were due
   */
  public static Reading read(Path folder, Goal goal, double perSecond, boolean stopped)
      throws ReportException {
    return read(RunReport.load(folder), parts(folder), new Asked(goal, perSecond, stopped));
  }

  /** What a point was to find out, and whether we stopped it. */
  record Asked(Goal goal, double perSecond, boolean stopped) {}

  static Reading read(RunReport report, List<Backlog.Part> parts, Asked asked) {
    RunSummary summary = report.summary();
    boolean stopped = asked.stopped;
    Optional<String> refusal =
        isBeyondAnyDoubt(report, asked.goal) ? Optional.empty() : refusal(summary, stopped);
    Measures measures = measures(summary, report.last(), asked.perSecond);
    if (refusal.isPresent()) {
      return new Reading(new Outcome.Refused(refusal.get()), measures);
    }
    boolean grows = stopped || Backlog.grows(parts, asked.goal.tightestMillis());
    Evidence evidence = evidence(summary, report.last(), asked, grows);
    return new Reading(new Outcome.Counted(evidence), measures);
  }

  /** Whether a run that is still going may as well be stopped. */
  public static boolean runsAway(Path folder, Goal goal) {
    return Backlog.runsAway(parts(folder), goal.tightestMillis());
  }

  /**
   * Whether the SLO is so tight that any injector is too slow for its checks, and is missed by more
   * than what this one may be late without any SLO: by every single broadcast. Then nothing that
   * this injector did can be the reason.
   */
  private static boolean isBeyondAnyDoubt(RunReport report, Goal goal) {
    Double delay = report.summary().broadcasts().publishDelayMillis().p99();
    return goal.tightestMillis() / 10 < LATE_MILLIS
        && delay != null
        && delay <= LATE_MILLIS
        && report.last().getTotalCount() > 0
        && report.last().getMinValue() / NANOS > goal.tightestMillis() + LATE_MILLIS
        && report.summary().validity().checks().stream()
            .allMatch(check -> check.ok() || InjectorChecks.isOfTheSlo(check.name()));
  }

  /** Why this run says nothing of the stage. */
  private static Optional<String> refusal(RunSummary summary, boolean stopped) {
    for (Check check : summary.validity().checks()) {
      // Books that were closed before their time need not balance.
      boolean ours = !stopped || !check.name().equals("books balance");
      if (!check.ok() && ours && !isQuota(check)) {
        return Optional.of(check.name() + ": " + check.value() + ", limit " + check.limit());
      }
    }
    boolean quota = summary.validity().checks().stream().anyMatch(c -> !c.ok() && isQuota(c));
    if (summary.verdict().status() == Status.INVALID && !stopped && !quota) {
      return Optional.of(summary.verdict().reasons().getFirst());
    }
    return Optional.empty();
  }

  /** The stage says that these are too many, which is an answer. */
  private static boolean isQuota(Check check) {
    return check.name().contains("open when publishing began") && check.value().contains(TOO_MANY);
  }

  private static Evidence evidence(RunSummary summary, Histogram last, Asked asked, boolean grows) {
    boolean stopped = asked.stopped;
    RunSummary.Broadcasts broadcasts = summary.broadcasts();
    RunSummary.Deliveries deliveries = summary.deliveries();
    // What a stop cut short was not lost by the stage.
    long missed = stopped ? 0 : broadcasts.incomplete();
    List<Long> above = new ArrayList<>();
    for (Goal.Limit limit : asked.goal.limits()) {
      above.add(missed + countAbove(last, limit.time().toNanos()));
    }
    boolean tooMany =
        summary.verdict().reasons().stream().anyMatch(reason -> reason.contains(TOO_MANY));
    long throttled = throttled(summary);
    boolean quota = summary.validity().checks().stream().anyMatch(c -> !c.ok() && isQuota(c));
    return new Evidence(
        stopped ? last.getTotalCount() : broadcasts.complete() + broadcasts.incomplete(),
        above,
        stopped ? 0 : deliveries.lost(),
        deliveries.duplicate(),
        deliveries.unexpected(),
        broadcasts.rejected(),
        new Throttled(
            throttled, quota ? handshakes(summary) : 0, tooMany ? broadcasts.rejected() : 0),
        grows);
  }

  /**
   * Posts that were answered 429 in the window; or since the stage began, a little earlier, where a
   * warm-up that was still under way hides what was in the window.
   */
  private static long throttled(RunSummary summary) {
    Long inWindow = summary.handler().throttled();
    if (inWindow != null) {
      return inWindow;
    }
    return summary.environment().get("throttledSinceStart") instanceof Number all
        ? all.longValue()
        : 0;
  }

  /** Connections that were answered 429; the check that says so has seen one at least. */
  private static long handshakes(RunSummary summary) {
    return Math.max(
        1,
        summary.connections().reasons().entrySet().stream()
            .filter(reason -> reason.getKey().contains(TOO_MANY))
            .mapToLong(Map.Entry::getValue)
            .sum());
  }

  private static long countAbove(Histogram histogram, long nanos) {
    long from = histogram.nextNonEquivalentValue(nanos);
    return from > histogram.getMaxValue()
        ? 0
        : histogram.getCountBetweenValues(from, histogram.getMaxValue());
  }

  private static Measures measures(RunSummary summary, Histogram last, double perSecond) {
    RunSummary.Broadcasts broadcasts = summary.broadcasts();
    long closed = broadcasts.complete() + broadcasts.incomplete();
    Double units = summary.handler().lookups().readUnits();
    return new Measures(
        perSecond,
        closed == 0 ? 0 : (double) summary.deliveries().expected() / closed,
        summary.latency().lastMillis().p50(),
        summary.latency().lastMillis().p99(),
        last.getTotalCount() == 0 ? null : (Double) (last.getMean() / NANOS),
        units == null || broadcasts.published() == 0
            ? null
            : (Double) (units / broadcasts.published()),
        summary.cost().usd());
  }

  /** The last receivers' latencies by the second; as far as the log goes, if the run goes on. */
  static List<Backlog.Part> parts(Path folder) {
    List<Backlog.Part> parts = new ArrayList<>();
    Path file = folder.resolve("last.hlog");
    if (!Files.exists(file)) {
      return parts;
    }
    try (HistogramLogReader log = new HistogramLogReader(Files.newInputStream(file))) {
      while (log.nextIntervalHistogram() instanceof Histogram interval) {
        parts.add(
            new Backlog.Part(
                interval.getStartTimeStamp() / 1e3,
                interval.getMean() / NANOS,
                interval.getTotalCount()));
      }
    } catch (IOException | RuntimeException e) {
      // Its last line is being written; what is before it is whole.
      System.getLogger(PointReader.class.getName())
          .log(System.Logger.Level.DEBUG, file + " is read as far as it goes", e);
    }
    return parts;
  }
}
