package dev.broadside.tune;

import java.util.stream.IntStream;

/**
 * What no fanout can beat: with c posts in flight, N receivers take ceil(N / c) round trips. A post
 * also takes its sender something, so that more in flight help ever less.
 *
 * <p>The knee is where both are equal: {@code N / c x RTT = N x own}, so {@code c = RTT / own}.
 * Beyond it the law falls below what the sender itself takes, and any number in flight can at most
 * halve the time.
 *
 * @param ownMicros what a post takes its sender
 */
record FanoutLaw(int receivers, double rttMillis, double ownMicros) {
  private static final double MICROS = 1e3;

  double lawMillis(int inFlight) {
    return Math.ceilDiv(receivers, inFlight) * rttMillis;
  }

  double withOwnMillis(int inFlight) {
    return lawMillis(inFlight) + receivers * ownMicros / MICROS;
  }

  /** At least one and at most all of the receivers. */
  int knee() {
    double knee = rttMillis * MICROS / ownMicros;
    return (int) Math.clamp(Math.round(knee), 1, receivers);
  }

  /** Limits that are worth a point of a curve: 1, 2, 4 … and all at once. */
  int[] limits() {
    return IntStream.concat(
            IntStream.rangeClosed(0, 30).map(power -> 1 << power).takeWhile(c -> c < receivers),
            IntStream.of(receivers))
        .toArray();
  }
}
