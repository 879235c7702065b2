package dev.broadside.bench.jmh;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long a benchmark measures.
 *
 * @param forks JVMs, one after another: the unit of the intervals
 * @param warmups iterations that do not count
 * @param iterations iterations that do
 * @param time of an iteration
 */
public record Depth(int forks, int warmups, int iterations, TimeValue time) {
  /** For a first look. */
  public static final Depth QUICK = new Depth(3, 2, 3, TimeValue.milliseconds(500));

  /** For a number that is kept. */
  public static final Depth FULL = new Depth(5, 5, 5, TimeValue.seconds(1));
}
