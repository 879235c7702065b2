package dev.broadside.stage;

import dev.broadside.aws.Latency;
import java.util.SplittableRandom;

/** A latency and the randomness that it alone draws from, so that no other one shifts it. */
final class Draw {
  private final Latency latency;
  private final SplittableRandom random;

  Draw(Latency latency, long seed) {
    this.latency = latency;
    this.random = new SplittableRandom(seed);
  }

  /** The next one; from any thread. */
  long nanos() {
    if (latency.isNone()) {
      return 0;
    }
    synchronized (random) {
      return latency.drawNanos(random);
    }
  }
}
