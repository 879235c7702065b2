package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A text frame from the stage as bytes: final, unmasked, in one buffer, so that it leaves with one
 * system call and passes no encoder (RFC 6455, section 5.2).
 */
final class TextFrame {
  private static final int FINAL_TEXT = 0x81;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MOST_IN_TWO_BYTES = 0xFFFF;

  private TextFrame() {}

  /** A frame that holds a copy of {@code text}. */
  static ByteBuf of(ByteBuf text, ByteBufAllocator allocator) {
    int length = text.readableBytes();
    ByteBuf frame = allocator.directBuffer(length + 2 + lengthBytes(length));
    frame.writeByte(FINAL_TEXT);
    switch (lengthBytes(length)) {
      case 0 -> frame.writeByte(length);
      case 2 -> frame.writeByte(TWO_BYTES).writeShort(length);
      default -> frame.writeByte(EIGHT_BYTES).writeLong(length);
    }
    return frame.writeBytes(text, text.readerIndex(), length);
  }

  private static int lengthBytes(int length) {
    return length < TWO_BYTES ? 0 : length <= MOST_IN_TWO_BYTES ? 2 : 8;
  }
}
