package dev.broadside.load;

import dev.broadside.measure.Ledger;
import dev.broadside.measure.MarkerReader;
import io.netty.buffer.ByteBuf;

/**
 * Reads the markers out of frames and books them. One per event loop, with a scratch buffer that
 * grows to the largest frame, so that a delivery allocates nothing.
 */
final class Inbox {
  private static final int FIRST_SIZE = 4 * 1024;

  private final Ledger ledger;
  private final MarkerReader reader;
  private byte[] scratch = new byte[FIRST_SIZE];

  private int length;
  private int at;
  private boolean marked;
  private boolean measured;

  Inbox(Ledger ledger, String run) {
    this.ledger = ledger;
    this.reader = new MarkerReader(run);
  }

  /** A subscriber's frame, stamped {@code nanos}. */
  void subscriber(int connection, ByteBuf text, long nanos) {
    begin(text);
    while (hasNext()) {
      if (reader.ours()) {
        note();
        ledger.arrived(connection, reader.broadcast(), nanos);
      } else {
        ledger.foreign();
      }
    }
    end();
  }

  /** A frame for a subscriber on a connection that was told to leave, or has not joined. */
  void stray(int connection, ByteBuf text, long nanos) {
    begin(text);
    while (hasNext()) {
      if (reader.ours()) {
        note();
        ledger.strayed(connection, reader.broadcast(), nanos);
      } else {
        ledger.foreign();
      }
    }
    end();
  }

  /** A publisher's frame. */
  void publisher(int publisher, ByteBuf text) {
    begin(text);
    while (hasNext()) {
      if (reader.ours()) {
        note();
        ledger.echoed(publisher, reader.broadcast());
      }
    }
    end();
  }

  private void begin(ByteBuf text) {
    length = copy(text);
    at = 0;
    marked = false;
    measured = false;
  }

  private boolean hasNext() {
    at = reader.next(scratch, at, length);
    return at >= 0;
  }

  private void note() {
    marked = true;
    measured = measured || ledger.isMeasured(reader.broadcast());
  }

  /** A frame is one message, however many markers a design with a history puts into it. */
  private void end() {
    if (marked) {
      ledger.frame(length, measured);
    }
  }

  private int copy(ByteBuf text) {
    int bytes = text.readableBytes();
    if (bytes > scratch.length) {
      scratch = new byte[Integer.highestOneBit(bytes) * 2];
    }
    text.getBytes(text.readerIndex(), scratch, 0, bytes);
    return bytes;
  }
}
