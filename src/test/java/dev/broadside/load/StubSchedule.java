package dev.broadside.load;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How long a stub stage waits before it writes a delivery. */
public enum StubSchedule {
  /** Every delivery after 20 ms. */
  CONSTANT {
    @Override
    long delayNanos(RandomGenerator random) {
      return TimeUnit.MILLISECONDS.toNanos(20);
    }
  },

  /** Nine of ten after 5 ms, the tenth after 120 ms. */
  BIMODAL {
    @Override
    long delayNanos(RandomGenerator random) {
      return TimeUnit.MILLISECONDS.toNanos(random.nextInt(10) == 0 ? 120 : 5);
    }
  },

  /** Anything from 0.5 to 1.5 s: next to that, writing to thousands one by one takes no time. */
  SPREAD {
    @Override
    long delayNanos(RandomGenerator random) {
      return TimeUnit.MICROSECONDS.toNanos(random.nextInt(500_000, 1_500_000));
    }
  },

  /**
   * Pareto from 4 ms with shape 1.2 (median 7 ms, one in a hundred above 186 ms), at most 1.5 s.
   */
  HEAVY_TAIL {
    @Override
    long delayNanos(RandomGenerator random) {
      // The inverse of F(x) = 1 - (4 ms / x)^1.2, at a uniform 1 - u, which is never 0.
      double millis = 4 / Math.pow(1 - random.nextDouble(), 1 / 1.2);
      return Math.round(Math.min(millis, 1_500) * 1e6);
    }
  };

  /** Draws the next delivery's delay. */
  abstract long delayNanos(RandomGenerator random);
}
