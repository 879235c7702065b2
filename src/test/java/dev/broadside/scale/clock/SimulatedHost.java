package dev.broadside.scale.clock;

import dev.broadside.measure.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A host whose clocks are known to be wrong. True time is the reference's, in nanoseconds since its
 * start; everything else is what the host would read.
 *
 * @param originNanos what its nanoTime says at 0
 * @param ppm how much faster than the reference's it runs
 * @param wallAheadNanos by how much its wall clock is ahead of the reference's
 */
record SimulatedHost(long originNanos, double ppm, long wallAheadNanos) {
  static final long EPOCH_MICROS = 1_795_246_912_000_000L;
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000_000_000;

  /** Off by up to 20 ms and 50 ppm. */
  static SimulatedHost any(SplittableRandom random) {
    return new SimulatedHost(
        random.nextLong(-(1L << 60), 1L << 60),
        random.nextDouble(-50, 50),
        random.nextLong(-20 * MILLI, 20 * MILLI));
  }

  static long epochNanos(long at) {
    return EPOCH_MICROS * 1_000 + at;
  }

  long nanoTime(long at) {
    return originNanos + at + Math.round(at * ppm / 1e6);
  }

  /** Both its clocks, read at once. */
  Anchor anchor(long at) {
    return new Anchor((epochNanos(at) + wallAheadNanos) / 1_000, nanoTime(at));
  }

  /** Two ways that differ, each with what it takes at the least, and now and then a queue. */
  record Path(long thereNanos, long backNanos) {
    static Path any(SplittableRandom random) {
      return new Path(random.nextLong(50_000, 5 * MILLI), random.nextLong(50_000, 5 * MILLI));
    }

    private static long queue(SplittableRandom random) {
      return Math.round(-Math.log(1 - random.nextDouble()) * 300_000);
    }
  }

  /** Asks the reference, beginning at a moment. */
  List<Echo> burst(int questions, long at, Path path, SplittableRandom random) {
    List<Echo> echoes = new ArrayList<>();
    long now = at;
    for (int i = 0; i < questions; i++) {
      long heard = now + path.thereNanos() + Path.queue(random);
      long answered = heard + 5_000;
      long received = answered + path.backNanos() + Path.queue(random);
      echoes.add(
          new Echo(nanoTime(now), epochNanos(heard), epochNanos(answered), nanoTime(received)));
      now = received;
    }
    return echoes;
  }
}
