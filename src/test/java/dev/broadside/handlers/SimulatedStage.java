package dev.broadside.handlers;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A stage with a token bucket and a latency, a client with so many in flight, and a clock that
 * jumps: what a broadcast through a pacer comes to, in no time.
 */
final class SimulatedStage {
  private static final double SECOND = 1e9;
  private static final double MEDIAN_NANOS = 10e6;
  private static final double SIGMA = 0.6;

  private final double perSecond;
  private final double burst;
  private final int concurrency;
  private final double postNanos;
  private final long refusalNanos;
  private long pauseAt = Long.MAX_VALUE;
  private long pauseNanos;

  private double tokens;
  private long tokensAt;

  SimulatedStage(
      double perSecond, double burst, int concurrency, double postsPerSecond, long refusalMillis) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.concurrency = concurrency;
    this.postNanos = SECOND / postsPerSecond;
    this.refusalNanos = refusalMillis * 1_000_000;
    this.tokens = burst;
  }

  /** The client stands still once. */
  void pause(long atNanos, long nanos) {
    pauseAt = atNanos;
    pauseNanos = nanos;
  }

  record Run(double lastAdmittedSeconds, int attempts, double lastRate) {}

  private record Answer(long atNanos, int window, boolean admitted) {}

  /** Posts to so many connections; those refused come again at once. */
  Run post(int connections, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Pacer pacer = new Pacer(0);
    PriorityQueue<Answer> answers =
        new PriorityQueue<>((a, b) -> Long.compare(a.atNanos, b.atNanos));
    int waiting = connections;
    int inFlight = 0;
    int attempts = 0;
    long now = 0;
    long lastAdmitted = 0;
    while (waiting > 0 || inFlight > 0) {
      now = pausedUntil(now);
      while (!answers.isEmpty() && answers.peek().atNanos <= now) {
        Answer answer = answers.remove();
        inFlight--;
        if (!answer.admitted) {
          pacer.refused(answer.window, now);
          waiting++;
        }
      }
      long wait = waiting > 0 && inFlight < concurrency ? pacer.waitNanos(now) : Long.MAX_VALUE;
      if (wait == 0) {
        int window = pacer.sent(now);
        attempts++;
        waiting--;
        inFlight++;
        boolean admitted = take(now);
        lastAdmitted = admitted ? now : lastAdmitted;
        answers.add(new Answer(now + latency(admitted, random), window, admitted));
        now += (long) postNanos;
      } else {
        long next = answers.isEmpty() ? Long.MAX_VALUE : answers.peek().atNanos;
        // A selector wakes on the millisecond.
        long tick = wait == Long.MAX_VALUE ? wait : now + Math.max(1_000_000, wait);
        now = Math.max(now + 1, Math.min(next, tick));
      }
    }
    return new Run(lastAdmitted / SECOND, attempts, pacer.perSecond());
  }

  private long latency(boolean admitted, SplittableRandom random) {
    return admitted
        ? (long) (MEDIAN_NANOS * Math.exp(SIGMA * random.nextGaussian()))
        : refusalNanos;
  }

  private long pausedUntil(long now) {
    if (now < pauseAt) {
      return now;
    }
    pauseAt = Long.MAX_VALUE;
    return now + pauseNanos;
  }

  private boolean take(long now) {
    tokens = Math.min(burst, tokens + (now - tokensAt) * perSecond / SECOND);
    tokensAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
