package dev.broadside.scale.clock;

/**
 * One question to the reference and its answer, four times as in NTP (RFC 5905, section 8). Ours
 * are {@code System.nanoTime}, the reference's are its own time, whatever its origin.
 *
 * @param sentNanos ours, when the question left
 * @param heardNanos the reference's, when it came there
 * @param answeredNanos the reference's, when the answer left
 * @param receivedNanos ours, when it came here
 */
public record Echo(long sentNanos, long heardNanos, long answeredNanos, long receivedNanos) {

  /**
   * The reference was ahead of us by this at least: the answer may have taken no time to come here.
   */
  long leastAheadNanos() {
    return answeredNanos - receivedNanos;
  }

  /** And by this at most: the question may have taken no time to get there. */
  long mostAheadNanos() {
    return heardNanos - sentNanos;
  }

  /** How long both ways took together. */
  long roundTripNanos() {
    return receivedNanos - sentNanos - (answeredNanos - heardNanos);
  }
}
