package dev.broadside.report;

import dev.broadside.measure.BroadcastLog;
import java.util.Arrays;

/**
 * One broadcast as {@code broadcasts.csv} has it. Times are milliseconds: {@link #atMillis} from
 * the beginning of the run, the rest from the intended time; what never came is infinite.
 */
final class Sent {
  private final int number;
  private final double atMillis;
  private final double sentMillis;
  private final long expected;
  private final long delivered;
  private final double[] reached;

  /** {@code reached} is by {@link BroadcastLog#reached}. */
  Sent(
      int number,
      double atMillis,
      double sentMillis,
      long expected,
      long delivered,
      double[] reached) {
    this.number = number;
    this.atMillis = atMillis;
    this.sentMillis = sentMillis;
    this.expected = expected;
    this.delivered = delivered;
    this.reached = reached.clone();
  }

  int number() {
    return number;
  }

  double atMillis() {
    return atMillis;
  }

  double sentMillis() {
    return sentMillis;
  }

  long expected() {
    return expected;
  }

  long lost() {
    return expected - delivered;
  }

  double firstMillis() {
    return reached[0];
  }

  double lastMillis() {
    return reached[reached.length - 1];
  }

  /** When {@code percent} of the audience had it, which must be one that is written down. */
  double reachedMillis(int percent) {
    return reached[Arrays.binarySearch(BroadcastLog.reached(), percent)];
  }
}
