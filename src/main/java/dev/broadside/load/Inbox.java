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

  Inbox(Ledger ledger, String run) {
    this.ledger = ledger;
    this.reader = new MarkerReader(run);
  }

  /** A subscriber's frame, stamped {@code nanos}. */
  void subscriber(int connection, ByteBuf text, long nanos) {
    int length = copy(text);
    boolean marked = false;
    for (int at = reader.next(scratch, 0, length); at >= 0; at = reader.next(scratch, at, length)) {
      if (reader.ours()) {
        ledger.arrived(connection, reader.broadcast(), nanos);
        marked = true;
      } else {
        ledger.foreign();
      }
    }
    count(marked);
  }

  /** A publisher's frame. */
  void publisher(int publisher, ByteBuf text) {
    int length = copy(text);
    boolean marked = false;
    for (int at = reader.next(scratch, 0, length); at >= 0; at = reader.next(scratch, at, length)) {
      if (reader.ours()) {
        ledger.echoed(publisher, reader.broadcast());
        marked = true;
      }
    }
    count(marked);
  }

  /** A frame is one message, however many markers a design with a history puts into it. */
  private void count(boolean marked) {
    if (marked) {
      ledger.frame();
    }
  }

  private int copy(ByteBuf text) {
    int length = text.readableBytes();
    if (length > scratch.length) {
      scratch = new byte[Integer.highestOneBit(length) * 2];
    }
    text.getBytes(text.readerIndex(), scratch, 0, length);
    return length;
  }
}
