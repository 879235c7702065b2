package dev.broadside.aws;

import java.util.function.DoubleUnaryOperator;

/**
 * How long it takes to make posts of which {@code inFlight} are under way at a time, each next one
 * beginning when any has its answer. A median, for posts that cost their sender nothing.
 *
 * <p>Where every post takes the same time L, they go in rounds: {@code ceil(N / c) L}.
 *
 * <p>Where it varies there are no rounds. While there are posts left all c are busy, and each is a
 * renewal process with mean m and second moment s: in time t it begins {@code 1 + t / m + s / (2
 * m^2) - 1} posts (the elementary renewal theorem with its second term), so the last of N begins at
 *
 * <pre>
 *   t = m (N / c - s / (2 m^2))
 * </pre>
 *
 * <p>From there the end is the longest of c: that last post, and what is left of the c - 1 others
 * ({@link LogNormal#restBelow}). Its median x solves {@code P(X <= x) P(R <= x)^(c-1) = 1/2}. This
 * tail is what one slow post costs the last receiver, however fast the others are. Where N is not
 * above c all begin at once, and {@code P(X <= x)^N = 1/2}.
 *
 * <p>Between c and about ten times c the expansion has not settled where the tail is heavy, and the
 * time is an upper estimate: with a p99 of ten times the median 60% too late just above c = 256
 * (40% at c = 16), 25% at 3c, 7% at 8c. With a p99 of four times the median it is within 5%
 * everywhere.
 */
public record Posting(int inFlight, Latency latency) {
  private static final double MILLI_NANOS = 1e6;

  /* Halving an interval so often leaves nothing of it. */
  private static final int HALVINGS = 100;

  /** Refuses to post nothing at a time. */
  public Posting {
    if (inFlight < 1) {
      throw new IllegalArgumentException("a fanout has a post in flight or more, not " + inFlight);
    }
  }

  /** The time until the last of {@code posts} has its answer. */
  public double millis(long posts) {
    if (posts == 0) {
      return 0;
    }
    if (latency.isConstant()) {
      return Math.ceilDiv(posts, (long) inFlight) * latency.meanMillis();
    }
    LogNormal one = latency.millis();
    if (posts <= inFlight) {
      return median(x -> Math.pow(one.below(x), posts));
    }
    double begun = one.mean() * ((double) posts / inFlight - one.relativeSecondMoment() / 2);
    return Math.max(0, begun)
        + median(x -> one.below(x) * Math.pow(one.restBelow(x), inFlight - 1));
  }

  /** Where a distribution function reaches one half. */
  private double median(DoubleUnaryOperator distribution) {
    double low = 0;
    double high = latency.p99().toNanos() / MILLI_NANOS;
    while (distribution.applyAsDouble(high) < 0.5) {
      high *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (distribution.applyAsDouble(middle) < 0.5) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
