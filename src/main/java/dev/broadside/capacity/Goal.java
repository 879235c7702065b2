package dev.broadside.capacity;

import dev.broadside.report.Figures;
import dev.broadside.scenario.Slo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SLO as a capacity has it: how large a share of the broadcasts may reach their last receiver
 * too late, and how many deliveries may go wrong.
 *
 * <p>The share of slow broadcasts is bounded, not compared: with k of n above a limit that a share
 * q may exceed, the load <i>holds</i> if so few would be that rare at q, {@code P(X <= k | n, q) <=
 * 5%}, it <i>breaks</i> if so many would be, {@code P(X >= k | n, q) <= 5%}, and is undecided
 * between (for 1%: none of 299 hold, 7 of 299 break). What must not happen at all, or so often at
 * most, is compared as it was counted.
 *
 * @param limits on the last receiver, the strictest share first
 * @param lost most deliveries that may be lost, or {@code null} for any number, as the others
 */
public record Goal(
    List<Limit> limits, @Nullable Long lost, @Nullable Long duplicate, @Nullable Long unexpected) {
  private static final double ERROR = 0.05;

  /** 99% of the broadcasts reach their last receiver within a second, and nothing is lost. */
  public static final Slo DEFAULT =
      new Slo(
          List.of(new Slo.Limit(Slo.Metric.LAST, Slo.Statistic.P99, Duration.ofSeconds(1))),
          0L,
          null,
          null);

  /** A time that at most {@code share} of the broadcasts may take longer than. */
  public record Limit(double share, Duration time) {
    double millis() {
      return time.toNanos() / 1e6;
    }

    /** How many broadcasts it takes to say that it holds when none is above it. */
    long broadcastsNeeded() {
      // ln(0.05) / ln(1 - share), whose 58.4 and 298.07 need one more broadcast.
      return share == 0 ? 1 : (long) Math.ceil(Math.log(ERROR) / Math.log1p(-share) - 1e-9);
    }

    private boolean holds(long above, long of) {
      return share == 0 ? above == 0 : IncompleteBeta.atMost(above, of, share) <= ERROR;
    }

    private boolean breaks(long above, long of) {
      return share == 0 ? above > 0 : IncompleteBeta.atLeast(above, of, share) <= ERROR;
    }

    @Override
    public String toString() {
      return share == 0
          ? "every broadcast reaches its last receiver within " + Figures.duration(millis())
          : Text.plain(100 * (1 - share))
              + "% of broadcasts reach their last receiver within "
              + Figures.duration(millis());
    }
  }

  /** Keeps its limits. */
  public Goal {
    limits = List.copyOf(limits);
  }

  /** The goal that an SLO sets, where all of it can be bounded over broadcasts. */
  public static Goal of(Slo slo) throws CapacityException {
    for (Slo.Limit limit : slo.latency()) {
      if (limit.metric() != Slo.Metric.LAST) {
        throw new CapacityException(
            "the SLO limits "
                + limit
                + ", and capacity judges broadcasts by their last receiver alone: give --slo"
                + " 'last: {p99: 1s}, lost: 0', or slo.last in the scenario");
      }
    }
    if (slo.latency().isEmpty()) {
      throw new CapacityException(
          "the SLO limits no latency, and without one there is no knee to find: give --slo 'last:"
              + " {p99: 1s}, lost: 0'");
    }
    return new Goal(
        slo.latency().stream().map(l -> new Limit(share(l.statistic()), l.limit())).toList(),
        slo.lost(),
        slo.duplicate(),
        slo.unexpected());
  }

  private static double share(Slo.Statistic statistic) {
    return switch (statistic) {
      case P50 -> 0.5;
      case P90 -> 0.1;
      case P95 -> 0.05;
      case P99 -> 0.01;
      case P999 -> 0.001;
      case MAX -> 0;
    };
  }

  /** The fewest broadcasts that could say that all of it holds. */
  public long broadcastsNeeded() {
    return limits.stream().mapToLong(Limit::broadcastsNeeded).max().orElse(1);
  }

  /** The smallest of its times, in milliseconds. */
  public double tightestMillis() {
    return limits.stream().mapToDouble(Limit::millis).min().orElse(1_000);
  }

  /** What the evidence says. */
  public Judgement judge(Evidence evidence) {
    if (evidence.refused() > 0 || evidence.throttled().handshakes() > 0) {
      return new Judgement.Breaks(
          evidence.throttled().handshakes() + evidence.throttled().messages() > 0
              ? Cause.QUOTA
              : Cause.REFUSAL);
    }
    if (isOver(evidence.lost(), lost)
        || isOver(evidence.duplicate(), duplicate)
        || isOver(evidence.unexpected(), unexpected)) {
      return broken(evidence, Cause.LOSS);
    }
    boolean holds = true;
    for (int i = 0; i < limits.size(); i++) {
      long above = evidence.above().get(i);
      if (limits.get(i).breaks(above, evidence.broadcasts())) {
        return broken(evidence, Cause.LATENCY);
      }
      holds &= limits.get(i).holds(above, evidence.broadcasts());
    }
    if (evidence.growing()) {
      return broken(evidence, Cause.BACKLOG);
    }
    return holds ? new Judgement.Holds() : new Judgement.Undecided();
  }

  private static Judgement broken(Evidence evidence, Cause seen) {
    return new Judgement.Breaks(
        evidence.throttled().messages() > 0
            ? Cause.QUOTA
            : evidence.throttled().posts() > 0 ? Cause.THROTTLE : seen);
  }

  private static boolean isOver(long count, @Nullable Long most) {
    return most != null && count > most;
  }

  @Override
  public String toString() {
    StringBuilder words =
        new StringBuilder(String.join("; ", limits.stream().map(Limit::toString).toList()));
    add(words, lost, "lost");
    add(words, duplicate, "repeated");
    add(words, unexpected, "misdirected");
    return words.toString();
  }

  private static void add(StringBuilder words, @Nullable Long most, String what) {
    if (most != null) {
      words
          .append("; ")
          .append(most == 0 ? "nothing is " : "at most " + most + " deliveries are ")
          .append(what);
    }
  }
}
