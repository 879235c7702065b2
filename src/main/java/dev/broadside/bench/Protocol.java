package dev.broadside.bench;

/**
 * How much is measured.
 *
 * @param warmups rounds that count for nothing
 * @param rounds rounds that count; the median and the range are over them
 * @param broadcasts broadcasts of a side each time it has its turn
 */
public record Protocol(int warmups, int rounds, int broadcasts) {
  /** What every ratio in the documentation was taken with. */
  public static final Protocol USUAL = new Protocol(5, 7, 20);
}
