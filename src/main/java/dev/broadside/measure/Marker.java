package dev.broadside.measure;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The few ASCII characters inside a payload that say which broadcast it is and when it was meant to
 * be sent: {@code bs1.<run>.<shard>.<broadcast>.<intended>.<check>}.
 *
 * <p>All parts are base 36 in lower case, so the text is only {@code [0-9a-z.]} and survives JSON
 * in JSON, HTML and URLs unescaped. {@code check} is two digits: CRC-16/CCITT-FALSE over everything
 * before its dot, modulo 36 squared, so that a text that merely looks like a marker is taken for
 * one in fewer than one of a thousand cases.
 *
 * @param run names the run
 * @param shard the injector that published it
 * @param broadcast its number within the run
 * @param intendedMicros when it was meant to be sent, in microseconds since the epoch
 */
public record Marker(String run, int shard, int broadcast, long intendedMicros) {

  /** What every marker starts with. */
  static final String PREFIX = "bs1.";

  private static final long RUNS = 36L * 36 * 36 * 36 * 36 * 36;

  /** More characters than any marker takes. */
  public static final int MAX_LENGTH = 64;

  /** Refuses what could not be read back. */
  public Marker {
    if (!run.matches("[0-9a-z]{1,16}") || shard < 0 || broadcast < 0 || intendedMicros < 0) {
      throw new IllegalArgumentException(
          "no marker: run " + run + ", shard " + shard + ", broadcast " + broadcast);
    }
  }

  /** A name for a run that no other one is likely to have: one of 36 to the sixth. */
  public static String newRun() {
    return Long.toString(new SecureRandom().nextLong(RUNS), 36);
  }

  /** The marker alone. */
  public String encode() {
    String body =
        PREFIX
            + run
            + '.'
            + Integer.toString(shard, 36)
            + '.'
            + Integer.toString(broadcast, 36)
            + '.'
            + Long.toString(intendedMicros, 36);
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    int check = Crc16.of(bytes, 0, bytes.length) % (36 * 36);
    return body + '.' + Character.forDigit(check / 36, 36) + Character.forDigit(check % 36, 36);
  }

  /** The marker filled up with {@code -} to {@code size} characters. */
  public String encode(int size) {
    String marker = encode();
    if (marker.length() > size) {
      throw new IllegalArgumentException(
          "a payload of " + size + " B does not hold a marker of " + marker.length() + " B");
    }
    return marker + "-".repeat(size - marker.length());
  }
}
