package dev.broadside.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long something takes, as a log-normal distribution given by its median and its 99th
 * percentile: latencies of services have a long right tail and no left one, and these two numbers
 * are what people publish. Where both are equal it is a constant.
 *
 * <p>ln X is normal with mean mu = ln p50 and standard deviation sigma, so that p99 = exp(mu + z
 * sigma) and sigma = ln(p99 / p50) / z, where z = 2.326… is the 99th percentile of the standard
 * normal distribution.
 */
public record Latency(Duration p50, Duration p99) {
  /** Takes no time at all. */
  public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

  private static final double Z_99 = 2.3263478740408408;
  private static final double MILLI_NANOS = 1e6;

  /** Refuses what no distribution has. */
  public Latency {
    if (p50.isNegative() || p99.compareTo(p50) < 0 || (p50.isZero() && !p99.isZero())) {
      throw new IllegalArgumentException("a latency needs 0 < p50 <= p99, or no time at all");
    }
  }

  /** Whether it never takes any time. */
  public boolean isNone() {
    return p99.isZero();
  }

  /** Whether it always takes the same time. */
  public boolean isConstant() {
    return p50.equals(p99);
  }

  /** The mean, which the tail pulls above the median. */
  public double meanMillis() {
    return isConstant() ? p50.toNanos() / MILLI_NANOS : millis().mean();
  }

  /** The distribution in milliseconds, of one that is not constant. */
  LogNormal millis() {
    double median = p50.toNanos();
    return new LogNormal(Math.log(median / MILLI_NANOS), Math.log(p99.toNanos() / median) / Z_99);
  }

  /** The next value, in nanoseconds. */
  public long drawNanos(RandomGenerator random) {
    if (isNone()) {
      return 0;
    }
    double median = p50.toNanos();
    double sigma = Math.log(p99.toNanos() / median) / Z_99;
    return Math.round(median * Math.exp(sigma * random.nextGaussian()));
  }
}
