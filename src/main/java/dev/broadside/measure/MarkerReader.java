package dev.broadside.measure;

import java.nio.charset.StandardCharsets;

/**
 * Finds the markers in a frame's bytes, however the design wraps or repeats them. One per event
 * loop: it keeps what it found last in fields, so that reading a frame allocates nothing.
 */
public final class MarkerReader {
  private static final byte[] PREFIX = Marker.PREFIX.getBytes(StandardCharsets.US_ASCII);
  private static final int PARTS = 4;

  private final byte[] run;
  private final int[] partEnds = new int[PARTS];

  private boolean ours;
  private long shard;
  private long broadcast;
  private long intendedMicros;

  /** A reader that tells markers of {@code run} from foreign ones. */
  public MarkerReader(String run) {
    this.run = run.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Finds the next marker in {@code bytes} from {@code from} up to but without {@code to}.
   *
   * @return where to go on searching, or -1 when there is none
   */
  public int next(byte[] bytes, int from, int to) {
    for (int at = from; at <= to - PREFIX.length; at++) {
      if (bytes[at] == PREFIX[0] && startsAt(bytes, at)) {
        int end = read(bytes, at, Math.min(to, at + Marker.MAX_LENGTH));
        if (end > 0) {
          return end;
        }
      }
    }
    return -1;
  }

  /** Whether the marker found last is one of this run. */
  public boolean ours() {
    return ours;
  }

  /** The injector that published it. */
  public long shard() {
    return shard;
  }

  /** Its broadcast's number. */
  public long broadcast() {
    return broadcast;
  }

  /** When it was meant to be sent, in microseconds since the epoch. */
  public long intendedMicros() {
    return intendedMicros;
  }

  private static boolean startsAt(byte[] bytes, int at) {
    return bytes[at + 1] == PREFIX[1] && bytes[at + 2] == PREFIX[2] && bytes[at + 3] == PREFIX[3];
  }

  /** Reads the marker that starts at {@code start}; its end, or -1 when it is none. */
  private int read(byte[] bytes, int start, int to) {
    int part = 0;
    int at = start + PREFIX.length;
    for (; at < to && part < PARTS; at++) {
      if (bytes[at] == '.') {
        partEnds[part++] = at;
      } else if (digit(bytes[at]) < 0) {
        return -1;
      }
    }
    if (part < PARTS || at + 2 > to || emptyPart(start)) {
      return -1;
    }
    int high = digit(bytes[at]);
    int low = digit(bytes[at + 1]);
    if (high < 0 || low < 0) {
      return -1;
    }
    int check = Crc16.of(bytes, start, at - 1) % (36 * 36);
    return check == high * 36 + low && keep(bytes, start) ? at + 2 : -1;
  }

  private boolean emptyPart(int start) {
    int previous = start + PREFIX.length - 1;
    for (int end : partEnds) {
      if (end == previous + 1) {
        return true;
      }
      previous = end;
    }
    return false;
  }

  private boolean keep(byte[] bytes, int start) {
    int runStart = start + PREFIX.length;
    ours = equalsRun(bytes, runStart, partEnds[0]);
    shard = number(bytes, partEnds[0] + 1, partEnds[1]);
    broadcast = number(bytes, partEnds[1] + 1, partEnds[2]);
    intendedMicros = number(bytes, partEnds[2] + 1, partEnds[3]);
    return shard >= 0 && broadcast >= 0 && intendedMicros >= 0;
  }

  private boolean equalsRun(byte[] bytes, int from, int to) {
    if (to - from != run.length) {
      return false;
    }
    for (int i = 0; i < run.length; i++) {
      if (bytes[from + i] != run[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number written there; -1 when it has more digits than any of ours. */
  private static long number(byte[] bytes, int from, int to) {
    if (to - from > 12) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 36 + digit(bytes[i]);
    }
    return number;
  }

  private static int digit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    return character >= 'a' && character <= 'z' ? character - 'a' + 10 : -1;
  }
}
