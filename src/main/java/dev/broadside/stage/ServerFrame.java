package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * A frame from the stage as bytes: final, unmasked, in one buffer, so that it leaves with one
 * system call (RFC 6455, section 5.2).
 */
final class ServerFrame {
  private static final int FINAL = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MOST_IN_TWO_BYTES = 0xFFFF;

  private ServerFrame() {}

  /** A text frame that holds a copy of {@code text}. */
  static ByteBuf text(ByteBuf text, ByteBufAllocator allocator) {
    return of(TEXT, text, allocator);
  }

  /** A copy of {@code frame}, which stays the caller's: a text, a close or a pong. */
  static ByteBuf of(WebSocketFrame frame, ByteBufAllocator allocator) {
    int kind =
        switch (frame) {
          case TextWebSocketFrame text -> TEXT;
          case CloseWebSocketFrame close -> CLOSE;
          case PongWebSocketFrame pong -> PONG;
          default ->
              throw new IllegalArgumentException(
                  "the stage sends no " + frame.getClass().getSimpleName());
        };
    return of(kind, frame.content(), allocator);
  }

  private static ByteBuf of(int kind, ByteBuf content, ByteBufAllocator allocator) {
    int length = content.readableBytes();
    ByteBuf frame = allocator.directBuffer(length + 2 + lengthBytes(length));
    frame.writeByte(FINAL | kind);
    switch (lengthBytes(length)) {
      case 0 -> frame.writeByte(length);
      case 2 -> frame.writeByte(TWO_BYTES).writeShort(length);
      default -> frame.writeByte(EIGHT_BYTES).writeLong(length);
    }
    return frame.writeBytes(content, content.readerIndex(), length);
  }

  private static int lengthBytes(int length) {
    return length < TWO_BYTES ? 0 : length <= MOST_IN_TWO_BYTES ? 2 : 8;
  }
}
