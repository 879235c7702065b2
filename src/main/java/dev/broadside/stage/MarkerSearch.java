package dev.broadside.stage;

import java.nio.charset.StandardCharsets;

/**
 * Finds the number of a broadcast in bytes that carry its marker, {@code
 * bs1.<run>.<shard>.<broadcast>.…} in base 36. Its checksum is not looked at: what merely looks
 * like a marker of this run would have to guess the run's name.
 */
final class MarkerSearch {
  /** There is no marker of this run. */
  static final int NONE = -1;

  private static final int RADIX = 36;

  private final byte[] prefix;

  MarkerSearch(String run) {
    this.prefix = ("bs1." + run + '.').getBytes(StandardCharsets.US_ASCII);
  }

  /** The number of the first marker's broadcast. */
  int number(byte[] bytes) {
    for (int at = 0; at <= bytes.length - prefix.length; at++) {
      if (bytes[at] == prefix[0] && matches(bytes, at)) {
        int dot = next(bytes, at + prefix.length);
        return dot < 0 ? NONE : parse(bytes, dot + 1);
      }
    }
    return NONE;
  }

  private boolean matches(byte[] bytes, int at) {
    for (int i = 1; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static int next(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == '.') {
        return at;
      }
    }
    return -1;
  }

  private static int parse(byte[] bytes, int from) {
    int end = next(bytes, from);
    long number = 0;
    for (int at = from; at < end; at++) {
      int digit = Character.digit(bytes[at], RADIX);
      number = number * RADIX + digit;
      if (digit < 0 || number > Integer.MAX_VALUE) {
        return NONE;
      }
    }
    return end <= from ? NONE : (int) number;
  }
}
