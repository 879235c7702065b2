package dev.broadside.bench;

/**
 * How much is measured.
 *
 * @param warmups rounds that count for nothing
 * @param rounds rounds that count; the median and the range are over them
 * @param broadcasts broadcasts of a side each time it has its turn
 */
public record Protocol(int warmups, int rounds, int broadcasts) {
  /** A median needs a value, and a rate a broadcast. */
  public Protocol {
    if (warmups < 0 || rounds < 1 || broadcasts < 1) {
      throw new IllegalArgumentException(
          "a protocol has a round of a broadcast at least, not %d, %d, %d"
              .formatted(warmups, rounds, broadcasts));
    }
  }

  /** What every ratio in the documentation was taken with. */
  public static final Protocol USUAL = new Protocol(5, 7, 20);

  /** What a side of a comparison broadcasts in all: once in a warm-up, twice in a round. */
  public int broadcastsOfASide() {
    return (warmups + 2 * rounds) * broadcasts;
  }
}
