package dev.broadside.scale.merge;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/**
 * The histograms of one second of all shards, added up. HdrHistogram decodes each into an array of
 * all the counts that its range could have, and then adds all of these: for 360,000 of them that
 * takes most of a minute. Here only counts that are there are touched.
 *
 * <p>The format is HdrHistogram's V2: a cookie, the length and a zlib stream; in that a cookie, the
 * length, a header and the counts in the order of their values, as ZigZag LEB128 whose ninth byte
 * has eight bits; a negative number is a run of so many zeros.
 */
final class IntervalSum {
  private static final int COMPRESSED = 0x1c849314;
  private static final int COUNTS = 0x1c849313;
  private static final int HEADER = 40;

  /** Of three digits: values below 2,048 have a count each, then each doubling has 1,024. */
  private static final int DIGITS = 3;

  private static final int HALF_BITS = 10;
  private static final int HALF = 1 << HALF_BITS;
  private static final int MOST_COUNTS = (64 - HALF_BITS) << HALF_BITS;

  private final long[] counts = new long[MOST_COUNTS];
  private final Inflater inflater = new Inflater();
  private byte[] inflated = new byte[1 << 16];
  private int used;

  /** Adds an interval as a log has it, in Base64. */
  void add(String payload) throws DataFormatException {
    ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(payload));
    if (in.getInt() != COMPRESSED) {
      throw new DataFormatException("no compressed histogram of version 2");
    }
    int length = in.getInt();
    inflater.reset();
    inflater.setInput(in.array(), in.position(), length);
    int size = inflater.inflate(inflated);
    while (!inflater.finished() && !inflater.needsInput()) {
      inflated = Arrays.copyOf(inflated, inflated.length * 2);
      size += inflater.inflate(inflated, size, inflated.length - size);
    }
    addCounts(ByteBuffer.wrap(inflated, 0, size));
  }

  private void addCounts(ByteBuffer in) throws DataFormatException {
    int cookie = in.getInt();
    int length = in.getInt();
    int offset = in.getInt();
    int digits = in.getInt();
    long lowest = in.getLong();
    if (cookie != COUNTS || offset != 0 || digits != DIGITS || lowest != 1) {
      throw new DataFormatException("no histogram of 3 digits from 1");
    }
    if (length < 0 || length > in.limit() - HEADER) {
      throw new DataFormatException(length + " bytes of counts");
    }
    addCounts(inflated, HEADER, HEADER + length);
  }

  /** Nearly all counts are one byte: this loop is where the time goes. */
  private void addCounts(byte[] bytes, int from, int to) {
    int index = 0;
    int at = from;
    while (at < to) {
      long raw = bytes[at++];
      if (raw < 0) {
        raw &= 0x7f;
        int shift = 7;
        byte next;
        do {
          next = bytes[at++];
          raw |= (shift == 56 ? next & 0xffL : next & 0x7fL) << shift;
          shift += 7;
        } while (next < 0 && shift <= 56);
      }
      long count = (raw >>> 1) ^ -(raw & 1);
      if (count < 0) {
        index = Math.toIntExact(Math.subtractExact(index, count));
      } else {
        counts[index++] += count;
      }
    }
    used = Math.max(used, index);
  }

  /** The sum, and from now on another one. */
  Histogram take() {
    Histogram sum = new Histogram(DIGITS);
    sum.setAutoResize(true);
    for (int index = used - 1; index >= 0; index--) {
      if (counts[index] != 0) {
        sum.recordValueWithCount(value(index), counts[index]);
      }
    }
    Arrays.fill(counts, 0, used, 0);
    used = 0;
    return sum;
  }

  /** The smallest value that is counted at an index. */
  private static long value(int index) {
    int doubling = (index >> HALF_BITS) - 1;
    return doubling < 0 ? index : (long) ((index & (HALF - 1)) + HALF) << doubling;
  }
}
