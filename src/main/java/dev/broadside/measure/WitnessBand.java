package dev.broadside.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether the witness and the injector tell the same story. The unit is the connection: each has
 * one number, the median of its latencies, so that neither the deliveries of one connection nor
 * those of one broadcast count as many. What is compared is the median of the witness's numbers, of
 * an even number of them the lower one.
 *
 * <p>When both tell the same, a witness connection is a connection like any other. So the witness's
 * median must lie where the median of as many others would, but for 0.05% of all cases on each
 * side: between two of the injector's own numbers, sorted, whose {@link Ranks} follow from how many
 * there are. The band is that, widened by {@link #MARGIN_NANOS}. A sound run fails in at most one
 * of 1,000 cases, whatever the distribution and its tails.
 *
 * @param medianNanos the witness's
 * @param fromNanos the lower end; minus infinity when there are too few to tell
 * @param toNanos the upper end; infinity when there are too few
 * @param smallestErrorNanos how much too late all of the injector's stamps would have to be for
 *     this check to fail, were the witness's median the injector's; {@code null} when no error
 *     could
 */
public record WitnessBand(
    double medianNanos, double fromNanos, double toNanos, @Nullable Double smallestErrorNanos) {

  /** What two libraries on one busy machine may differ by. */
  static final double MARGIN_NANOS = 2e6;

  /**
   * Compares.
   *
   * @param own the injector's medians
   * @param witness the witness's; neither is empty
   * @param clockNanos how much the two processes' clocks may differ
   */
  public static WitnessBand of(double[] own, double[] witness, double clockNanos) {
    return Ranks.of(own.length, witness.length).band(own, witness, MARGIN_NANOS + clockNanos);
  }

  /** The same with another margin, of other numbers than medians. */
  static WitnessBand of(double[] own, double[] witness, double clockNanos, double margin) {
    return Ranks.of(own.length, witness.length).band(own, witness, margin + clockNanos);
  }

  /** Whether the median is in the band. */
  public boolean holds() {
    return medianNanos >= fromNanos && medianNanos <= toNanos;
  }

  /**
   * The places of the band's ends among the injector's own, sorted, from 0.
   *
   * <p>Of N + n connections in the order of their medians, every choice of n for the witness is as
   * likely as any other. The witness's k-th is beyond the injector's j-th when fewer than k of the
   * witness's are before it: i of them, for i below k, of which there are C(i + j - 1, i) times C(n
   * - i + N - j, n - i) choices of all C(N + n, n). The lower end is the mirror of that. (The
   * median of n drawn from the injector's own N, thousands of times, comes to nearly the same with
   * many; with few it leaves out what the N themselves miss of where they come from: with 50 and 7
   * one sound run in some hundred would fail.)
   *
   * <p>Below the least of the injector's own there is nothing to tell by: 7 need 31 others so that
   * their median is below all of them in less than 0.05% of the cases, and 15 need 18.
   *
   * @param from -1 when there are too few
   * @param to as many as there are of the injector's when there are too few
   */
  record Ranks(int from, int to) {
    private static final double EACH_SIDE = 0.0005;

    static Ranks of(int own, int witnesses) {
      int middle = (witnesses + 1) / 2;
      int to = own + 1;
      while (to > 1 && beyond(middle, witnesses, to - 1, own) <= EACH_SIDE) {
        to--;
      }
      int mirrored = own + 1;
      while (mirrored > 1
          && beyond(witnesses + 1 - middle, witnesses, mirrored - 1, own) <= EACH_SIDE) {
        mirrored--;
      }
      return new Ranks(own - mirrored, to - 1);
    }

    /** The chance that the k-th of {@code witnesses} is beyond the j-th of {@code own}. */
    private static double beyond(int k, int witnesses, int j, int own) {
      double chance = 0;
      for (int i = 0; i < k; i++) {
        chance +=
            Math.exp(
                logChoose(i + j - 1, i)
                    + logChoose(witnesses - i + own - j, witnesses - i)
                    - logChoose(own + witnesses, witnesses));
      }
      return chance;
    }

    private static double logChoose(int from, int taken) {
      double log = 0;
      for (int i = 1; i <= taken; i++) {
        log += Math.log((from - taken + i) / (double) i);
      }
      return log;
    }

    WitnessBand band(double[] own, double[] witness, double margin) {
      double[] sorted = own.clone();
      Arrays.sort(sorted);
      double lower = from < 0 ? Double.NEGATIVE_INFINITY : sorted[from] - margin;
      double upper = to >= sorted.length ? Double.POSITIVE_INFINITY : sorted[to] + margin;
      Double smallest = from < 0 ? null : Double.valueOf(lowerMedian(own) - lower);
      return new WitnessBand(lowerMedian(witness), lower, upper, smallest);
    }

    private static double lowerMedian(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[(sorted.length - 1) / 2];
    }
  }
}
