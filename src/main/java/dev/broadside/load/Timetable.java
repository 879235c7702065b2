package dev.broadside.load;

import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.Pace;
import dev.broadside.scenario.Publish;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * When each broadcast of a run is due, counted from the beginning of the warm-up or of the measured
 * window; asked in their order, by one thread.
 *
 * <p>A broadcast has a place on the scale of the pace's integral, from 0 to {@code N} at the
 * window's end, and is due when the integral reaches it. Constant arrivals have the places 0, 1,
 * 2…; bursts of {@code b} have 0 {@code b} times, then {@code b} as often, and so on.
 *
 * <p>On this scale a Poisson process of any rate is one of rate 1 (time change), and given that it
 * has {@code n} events they lie as {@code n} uniform draws in order. Those are {@code N · S(k) /
 * S(n + 1)}, where {@code S(k)} sums {@code k} exponential draws. So the gaps are those of a
 * Poisson process and the number is exactly as planned: a plan, a limit and a comparison need not
 * ask the dice. The sum is drawn once ahead and once more on the way, from the same seed, so that
 * nothing is stored.
 */
final class Timetable {
  private static final long ARRIVALS = 0x61727269L;

  private final Publish publish;
  private final int warmup;
  private final int total;
  private final IntToDoubleFunction places;

  /** The timetable that {@code seed} makes of what is published. */
  Timetable(Publish publish, long seed) {
    this.publish = publish;
    this.warmup = publish.warmupBroadcasts();
    this.total = warmup + publish.plannedBroadcasts();
    this.places =
        switch (publish.arrival()) {
          case Arrival.Constant constant -> number -> number;
          case Arrival.Burst(int size) -> number -> number - number % size;
          case Arrival.Poisson poisson -> new Uniform(publish.pace(), seed ^ ARRIVALS);
        };
  }

  /** When a broadcast of the warm-up is due: they are spaced evenly, at the first rate. */
  long warmupNanos(int number) {
    return publish.pace().first().offsetNanos(number);
  }

  /** When broadcast {@code number} of the measured window is due. */
  long measuredNanos(int number) {
    return publish.pace().offsetNanos(places.applyAsDouble(number));
  }

  double warmupPerSecond() {
    return publish.pace().first().perSecond();
  }

  int warmup() {
    return warmup;
  }

  int total() {
    return total;
  }

  private static final class Uniform implements IntToDoubleFunction {
    private final SplittableRandom random;
    private final double scale;
    private double sum;

    Uniform(Pace pace, long seed) {
      SplittableRandom ahead = new SplittableRandom(seed);
      double all = 0;
      for (int i = 0; i <= pace.broadcasts(); i++) {
        all += exponential(ahead);
      }
      this.random = new SplittableRandom(seed);
      this.scale = pace.integral() / all;
    }

    @Override
    public double applyAsDouble(int number) {
      sum += exponential(random);
      return sum * scale;
    }

    /** The draw is below 1, so that the logarithm is finite. */
    private static double exponential(SplittableRandom random) {
      return -Math.log1p(-random.nextDouble());
    }
  }
}
