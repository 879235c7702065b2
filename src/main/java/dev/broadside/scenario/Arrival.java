package dev.broadside.scenario;

/**
 * How the broadcasts of a {@link Pace} are spaced; it changes neither their number nor its mean.
 */
public sealed interface Arrival {

  /** Each one when the pace has brought forth one more. */
  record Constant() implements Arrival {}

  /** At random, independently of each other. */
  record Poisson() implements Arrival {}

  /** {@code size} at once, and then nothing until as many are due again. */
  record Burst(int size) implements Arrival {}
}
