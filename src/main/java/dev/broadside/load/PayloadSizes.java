package dev.broadside.load;

import dev.broadside.scenario.Payload;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which broadcast of a part of a run has which size: as many of each as its share says, in an order
 * that the seed shuffles.
 */
final class PayloadSizes {
  private final int[] sizes;

  PayloadSizes(Payload payload, int broadcasts, long seed) {
    this.sizes = new int[broadcasts];
    int[] counts = payload.counts(broadcasts);
    int from = 0;
    for (int i = 0; i < counts.length; i++) {
      Arrays.fill(sizes, from, from + counts[i], payload.shares().get(i).size().bytes());
      from += counts[i];
    }
    shuffle(sizes, new SplittableRandom(seed));
  }

  int bytes(int number) {
    return sizes[number];
  }

  /** Fisher and Yates: each order is as likely as any other. */
  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }
}
