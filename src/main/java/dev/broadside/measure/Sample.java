package dev.broadside.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Some of many, each as likely as any other. */
public final class Sample {
  private Sample() {}

  /** {@code count} of {@code values}, or all where there are no more; in the order of the draw. */
  public static int[] of(int[] values, int count, long seed) {
    int[] shuffled = values.clone();
    int taken = Math.min(count, values.length);
    SplittableRandom random = new SplittableRandom(seed);
    for (int place = 0; place < taken; place++) {
      int other = random.nextInt(place, shuffled.length);
      int value = shuffled[other];
      shuffled[other] = shuffled[place];
      shuffled[place] = value;
    }
    return Arrays.copyOf(shuffled, taken);
  }
}
