package dev.broadside.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stub stage did, in memory until its end: one {@link Entry} for each copy that it wrote and
 * each that it dropped. One thread, the stub's event loop.
 */
final class TruthLog {
  private static final int ENTRY_BYTES = 4 + 4 + 8 + 1 + 8;
  private static final int FIRST_ENTRIES = 200_000;

  private final ByteArrayOutputStream bytes =
      new ByteArrayOutputStream(FIRST_ENTRIES * ENTRY_BYTES);
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** What was done. */
  enum Kind {
    /** The first copy for a connection was written. */
    WRITTEN,
    /** Another copy was written. */
    REPEATED,
    /** None is ever written. */
    DROPPED
  }

  /**
   * One thing that was done.
   *
   * @param connection in the order in which the stub accepted them
   * @param broadcast its number, from the marker
   * @param intendedMicros when it was meant to be sent, from the marker
   * @param nanos the stub's {@code System.nanoTime} right after the write
   */
  record Entry(int connection, int broadcast, long intendedMicros, Kind kind, long nanos) {}

  void add(Entry entry) throws IOException {
    out.writeInt(entry.connection());
    out.writeInt(entry.broadcast());
    out.writeLong(entry.intendedMicros());
    out.writeByte(entry.kind().ordinal());
    out.writeLong(entry.nanos());
  }

  void writeTo(Path file) throws IOException {
    try (OutputStream target = new BufferedOutputStream(Files.newOutputStream(file))) {
      bytes.writeTo(target);
    }
  }

  static List<Entry> read(Path file) throws IOException {
    Kind[] kinds = Kind.values();
    List<Entry> entries = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long left = Files.size(file) / ENTRY_BYTES; left > 0; left--) {
        entries.add(
            new Entry(
                in.readInt(), in.readInt(), in.readLong(), kinds[in.readByte()], in.readLong()));
      }
    }
    return entries;
  }
}
