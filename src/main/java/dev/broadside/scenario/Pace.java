package dev.broadside.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many broadcasts a second are due at each moment of the measured window: steps, one after the
 * other, each with a rate that changes linearly.
 *
 * <p>The number of broadcasts that are due until {@code t} is the integral of the rate. Within a
 * step of {@code d} seconds that goes from {@code r} to {@code s} a second it is
 *
 * <pre>  n(t) = r t + a t² / 2   with   a = (s - r) / d</pre>
 *
 * and broadcast {@code n} is due when that is reached: the root of {@code a t² / 2 + r t - n = 0}
 * that is not negative. Its textbook form {@code (√(r² + 2an) - r) / a} loses all its digits where
 * {@code a} is small, and divides by zero where it is 0; multiplied by its conjugate it is
 *
 * <pre>  t(n) = 2n / (r + √(r² + 2an))</pre>
 *
 * which is {@code n / r} at a steady rate. Each time is computed from the beginning of its step, so
 * that no error adds up, however long the window is.
 */
public record Pace(List<Step> steps) {
  /** Rates and times come as decimals: 60 broadcasts may be due as 60.000000001. */
  private static final double ROUNDING = 1e-6;

  /** Refuses a window without a step. */
  public Pace {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a pace has one step at least");
    }
    steps = List.copyOf(steps);
  }

  /** A part of the window. */
  public record Step(Rate from, Rate to, Duration duration) {
    /** Broadcasts due in it: the mean of both rates, for as long as it takes. */
    double broadcasts() {
      return (from.perSecond() + to.perSecond()) / 2 * seconds();
    }

    /** When so many are due, from its beginning. */
    private long offsetNanos(double broadcasts) {
      double rate = from.perSecond();
      double growth = (to.perSecond() - rate) / seconds();
      // A rounding error must not leave nothing to take the root of at the end of a ramp.
      double root = Math.sqrt(Math.max(0, rate * rate + 2 * growth * broadcasts));
      long nanos = Math.round(2 * broadcasts / (rate + root) * 1e9);
      return Math.min(nanos, duration.toNanos());
    }

    private double seconds() {
      return duration.toNanos() / 1e9;
    }

    @Override
    public String toString() {
      String ramp = from.equals(to) ? from.toString() : from + " to " + to;
      return ramp + " for " + DurationText.format(duration);
    }
  }

  /** One rate for the whole window. */
  public static Pace steady(Rate rate, Duration window) {
    return new Pace(List.of(new Step(rate, rate, window)));
  }

  /** Whether the rate never changes. */
  public boolean isSteady() {
    Step only = steps.getFirst();
    return steps.size() == 1 && only.from().equals(only.to());
  }

  /** The rate at the beginning, at which a run warms up. */
  public Rate first() {
    return steps.getFirst().from();
  }

  /** The window. */
  public Duration duration() {
    return steps.stream().map(Step::duration).reduce(Duration.ZERO, Duration::plus);
  }

  /** The integral over the window. */
  public double integral() {
    return steps.stream().mapToDouble(Step::broadcasts).sum();
  }

  /** How many broadcasts are due before the window is over, the first one at its beginning. */
  public int broadcasts() {
    return (int) Math.ceil(integral() - ROUNDING);
  }

  /** Nanoseconds from the window's beginning until {@code broadcasts} are due. */
  public long offsetNanos(double broadcasts) {
    double left = broadcasts;
    long before = 0;
    for (Step step : steps.subList(0, steps.size() - 1)) {
      if (left < step.broadcasts()) {
        return before + step.offsetNanos(left);
      }
      left -= step.broadcasts();
      before += step.duration().toNanos();
    }
    return before + steps.getLast().offsetNanos(Math.max(0, left));
  }

  @Override
  public String toString() {
    return isSteady()
        ? first().toString()
        : steps.stream().map(Step::toString).collect(Collectors.joining(", then "));
  }
}
