package dev.broadside.handlers;

import java.util.Arrays;

/**
 * Holds the posts of one invocation to the rate at which they are accepted. Not thread-safe; every
 * method is told the time.
 *
 * <p><b>The law.</b> Time is cut into windows. Of the posts that were sent in a window some were
 * refused with 429, and the others were admitted. Where 429 came in this window and in the one
 * before, the bucket that refused was empty all through it, so what it admitted, divided by the
 * window's length, <em>is</em> its refill rate: no probing can tell it better. From then on
 *
 * <pre>
 *   a window with 429:     rate = PRESS x the largest of the last estimates
 *   a window without 429:  rate = rate + STEP x the last estimate, doubled for each such window in a row
 *   the first 429 of all:  rate = half of what was sent lately
 * </pre>
 *
 * <p>So all 429 of one moment are one decrease; the increase is additive and the decrease
 * multiplicative (by the share that was admitted), as fair sharing among invocations needs. PRESS
 * is a little more than 1: a bucket that refuses 2% is empty, and a bucket that is empty gives all
 * that it has; with less pressure tokens would pile up unused, and at the end of the broadcast they
 * are time lost. The largest of the last estimates, because a pause of this process or of the
 * machine makes an estimate too small and nothing makes it too large. While no 429 has come there
 * is no rate and nobody waits. The doubling matters where the first 429 was no bucket's but one
 * client's that does not read: half of the rate was given up for nothing, and is back in four
 * windows.
 *
 * <p>A refusal counts for the window in which its post was sent, and a window is judged one window
 * later, so that the way to the server and back does not blur it. A window has at least {@link
 * #SENT} posts, for an estimate within 2%, and hence is longer where the rate is low.
 */
final class Pacer {
  private static final long WINDOW_NANOS = 20_000_000;
  private static final long LONGEST_WINDOW_NANOS = 1_000_000_000;
  private static final int SENT = 64;
  private static final double PRESS = 1.02;
  private static final double STEP = 0.05;
  private static final int MOST_DOUBLINGS = 10;
  private static final double LEAST_PER_SECOND = 1;
  private static final double SECOND_NANOS = 1e9;

  /* Posts that were held back by a pause are sent at once afterwards, up to this much. */
  private static final long CATCH_UP_NANOS = 20_000_000;

  private final double[] estimates = new double[4];
  private int estimated;

  private double perSecond = Double.POSITIVE_INFINITY;
  private double lastEstimate;
  private double nextNanos;

  /** Numbers the windows; a post remembers the number of the one that it was sent in. */
  private int window = 1;

  private long startNanos;
  private long sent;
  private long refused;
  private long sentBefore;
  private long refusedBefore;
  private double secondsBefore;
  private boolean refusedBeforeThat;
  private int quiet;

  Pacer(long nowNanos) {
    startNanos = nowNanos;
    nextNanos = nowNanos;
  }

  /** How long the next post has to wait: zero where it need not. */
  long waitNanos(long nowNanos) {
    turn(nowNanos);
    return perSecond == Double.POSITIVE_INFINITY
        ? 0
        : Math.max(0, (long) Math.ceil(nextNanos - nowNanos));
  }

  /** A post goes out; the answer is what {@link #refused} is to be told about it. */
  int sent(long nowNanos) {
    turn(nowNanos);
    sent++;
    if (perSecond != Double.POSITIVE_INFINITY) {
      nextNanos = Math.max(nextNanos, nowNanos - CATCH_UP_NANOS) + SECOND_NANOS / perSecond;
    }
    return window;
  }

  /** A post that was sent in {@code ofWindow} got 429. */
  void refused(int ofWindow, long nowNanos) {
    turn(nowNanos);
    if (ofWindow == window) {
      refused++;
    } else if (ofWindow == window - 1) {
      refusedBefore++;
    }
    if (perSecond == Double.POSITIVE_INFINITY) {
      double seconds = secondsBefore + (nowNanos - startNanos) / SECOND_NANOS;
      pace(Math.max(1, sent + sentBefore) / Math.max(seconds, 1e-3) / 2, nowNanos);
    }
  }

  /** Posts per second, or infinity. */
  double perSecond() {
    return perSecond;
  }

  private void pace(double rate, long nowNanos) {
    if (perSecond == Double.POSITIVE_INFINITY) {
      nextNanos = nowNanos;
      lastEstimate = rate;
    }
    perSecond = Math.max(LEAST_PER_SECOND, rate);
  }

  /** Begins a new window where this one is over, and judges the one before. */
  private void turn(long nowNanos) {
    long elapsed = nowNanos - startNanos;
    if (elapsed < WINDOW_NANOS || (sent < SENT && elapsed < LONGEST_WINDOW_NANOS)) {
      return;
    }
    if (secondsBefore > 0 && perSecond != Double.POSITIVE_INFINITY) {
      judge(nowNanos);
    }
    refusedBeforeThat = refusedBefore > 0;
    sentBefore = sent;
    refusedBefore = refused;
    secondsBefore = elapsed / SECOND_NANOS;
    sent = 0;
    refused = 0;
    startNanos = nowNanos;
    window++;
  }

  private void judge(long nowNanos) {
    if (refusedBefore == 0) {
      double step = STEP * lastEstimate * (1 << Math.min(quiet++, MOST_DOUBLINGS));
      pace(perSecond + Math.min(step, perSecond), nowNanos);
      return;
    }
    quiet = 0;
    if (refusedBeforeThat) {
      estimates[estimated++ % estimates.length] = (sentBefore - refusedBefore) / secondsBefore;
      lastEstimate = Arrays.stream(estimates).max().orElse(0);
      // Where everything was refused for a while, there is nothing to go by but less.
      pace(Math.max(PRESS * lastEstimate, perSecond / 2), nowNanos);
    }
  }
}
