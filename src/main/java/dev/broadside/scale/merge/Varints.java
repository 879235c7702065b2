package dev.broadside.scale.merge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers in as few bytes as they need: seven bits each, the lowest first (LEB128). */
final class Varints {
  private static final int MOST_BYTES = 10;

  private Varints() {}

  /** Writes a number as unsigned: a negative one takes ten bytes. */
  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Writes a number that may be negative: the sign goes to the lowest bit. */
  static void writeSigned(ByteArrayOutputStream out, long value) {
    write(out, (value << 1) ^ (value >> 63));
  }

  /** Reads a number that must not be negative. */
  static long read(ByteBuffer in) {
    long value = raw(in);
    if (value < 0) {
      throw new IllegalArgumentException("a count of " + value);
    }
    return value;
  }

  static long readSigned(ByteBuffer in) {
    long raw = raw(in);
    return (raw >>> 1) ^ -(raw & 1);
  }

  private static long raw(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MOST_BYTES; i++) {
      byte next = in.get();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than " + MOST_BYTES + " bytes");
  }
}
