package dev.broadside.load;

import java.util.random.RandomGenerator;

/**
 * What becomes of each delivery of a stub stage: of every thousand exactly one is dropped and one
 * is doubled, at drawn places, so that a short run has its share too.
 */
final class StubFates {
  private static final int BLOCK = 1_000;

  /** What becomes of a delivery. */
  enum Fate {
    WRITTEN,
    DOUBLED,
    DROPPED
  }

  private final RandomGenerator random;
  private final boolean faulty;
  private int position = BLOCK;
  private int dropped;
  private int doubled;

  /** Fates that are all {@code WRITTEN} where {@code faulty} is false. */
  StubFates(RandomGenerator random, boolean faulty) {
    this.random = random;
    this.faulty = faulty;
  }

  Fate next() {
    if (!faulty) {
      return Fate.WRITTEN;
    }
    if (position == BLOCK) {
      position = 0;
      dropped = random.nextInt(BLOCK);
      doubled = (dropped + 1 + random.nextInt(BLOCK - 1)) % BLOCK;
    }
    int current = position++;
    if (current == dropped) {
      return Fate.DROPPED;
    }
    return current == doubled ? Fate.DOUBLED : Fate.WRITTEN;
  }
}
