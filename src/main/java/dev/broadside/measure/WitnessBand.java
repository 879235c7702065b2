package dev.broadside.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether the witness and the injector tell the same story. The unit is the connection: each has
 * one number, the median of its latencies, so that neither the deliveries of one connection nor
 * those of one broadcast count as many. What is compared is the median of the witness's numbers.
 *
 * <p>When both tell the same, a witness connection is a connection like any other, and the
 * witness's are as good as any that many drawn from all there are. So as many are drawn {@value
 * #DRAWS} times from the injector's and the witness's together, and the witness's median must lie
 * between the least and the greatest of the medians of these draws (0.05% to 99.95% of them),
 * widened by {@link #MARGIN_NANOS}. It is itself a draw of the same kind, so that it is the least
 * or the greatest of {@value #DRAWS} + 1 with a chance of 2 in 2,001 at most: below 0.1% for every
 * distribution and every number of connections. (Drawing from the injector's alone, the band would
 * be too narrow by what the sample misses of its own distribution: with 50 of the injector's and 7
 * of the witness's, one healthy run in some hundred would be INVALID.)
 *
 * <p>The price: of few connections nearly every draw holds some of the witness's own, so that
 * nothing is too far out. 7 need 31 of the injector's beside them to be seen at all, 15 need 18.
 * Seven lie above all others, and the fourth of them is reached by a draw of seven of n + 7 only
 * when it holds the upper four: C(n+3,3) / C(n+7,7), below 1 in 2,000 from n = 31.
 *
 * @param medianNanos the witness's
 * @param smallestErrorNanos how much too late all of the injector's stamps would have to be for this
 *     check to fail, had the witness's median been in the middle; {@code null} when none could
 */
public record WitnessBand(
    double medianNanos, double fromNanos, double toNanos, @Nullable Double smallestErrorNanos) {

  static final int DRAWS = 2_000;

  /** What two libraries on one busy machine may differ by. */
  static final double MARGIN_NANOS = 2e6;

  /** Longer than any run: what is not seen then never is. */
  private static final double LARGEST_ERROR_NANOS = 3.6e12;

  private static final double STEP = 1.1;

  /**
   * Compares.
   *
   * @param own the injector's medians
   * @param witness the witness's; neither is empty
   * @param clockNanos how much the two processes' clocks may differ
   */
  public static WitnessBand of(double[] own, double[] witness, double clockNanos, long seed) {
    double margin = MARGIN_NANOS + clockNanos;
    WitnessBand plain = drawn(own, witness, margin, seed);
    double[] all = together(own, witness);
    double[] middle = shifted(witness, Reservoir.median(all) - plain.medianNanos);
    Double smallest = null;
    for (double late = margin; smallest == null && late < LARGEST_ERROR_NANOS; late *= STEP) {
      if (!drawn(shifted(own, late), middle, margin, seed).holds()) {
        smallest = late;
      }
    }
    return new WitnessBand(plain.medianNanos, plain.fromNanos, plain.toNanos, smallest);
  }

  /** Whether the median is in the band. */
  public boolean holds() {
    return medianNanos >= fromNanos && medianNanos <= toNanos;
  }

  private static WitnessBand drawn(double[] own, double[] witness, double margin, long seed) {
    double[] pool = together(own, witness);
    double[] draw = new double[witness.length];
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < DRAWS; i++) {
      for (int place = 0; place < draw.length; place++) {
        int other = random.nextInt(place, pool.length);
        double value = pool[other];
        pool[other] = pool[place];
        pool[place] = value;
        draw[place] = value;
      }
      double median = Reservoir.median(draw);
      least = Math.min(least, median);
      greatest = Math.max(greatest, median);
    }
    double found = Reservoir.median(witness.clone());
    return new WitnessBand(found, least - margin, greatest + margin, null);
  }

  private static double[] together(double[] own, double[] witness) {
    double[] all = Arrays.copyOf(own, own.length + witness.length);
    System.arraycopy(witness, 0, all, own.length, witness.length);
    return all;
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(value -> value + by).toArray();
  }
}
