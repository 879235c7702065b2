package dev.broadside.bench;

import io.netty.buffer.ByteBuf;
import java.util.Locale;

/**
 * The first characters of a broadcast's text: when its sender began, by {@code System.nanoTime}, in
 * twenty digits. Dashes after them fill the text up.
 */
public final class Stamp {
  /** The characters of a stamp, and so the shortest text. */
  public static final int DIGITS = 20;

  private Stamp() {}

  /** A text of {@code size} characters that says {@code nanos}. */
  public static String text(long nanos, int size) {
    return String.format(Locale.ROOT, "%020d", nanos) + "-".repeat(size - DIGITS);
  }

  /** What the stamp at {@code index} says, or -1 where there is none. */
  static long read(ByteBuf text, int index, int length) {
    if (length < DIGITS) {
      return -1;
    }
    long nanos = 0;
    for (int i = index; i < index + DIGITS; i++) {
      int digit = text.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      nanos = nanos * 10 + digit;
    }
    return nanos;
  }
}
