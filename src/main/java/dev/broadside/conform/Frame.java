package dev.broadside.conform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket frame, RFC 6455 section 5. */
record Frame(int opcode, boolean last, byte[] payload) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int NO_STATUS = 1005;
  private static final int SHORT = 126;
  private static final int LONG = 127;

  static Frame text(String text) {
    return new Frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes that a client sends. The mask is zero, so the payload stays readable. */
  byte[] masked() {
    int length = payload.length;
    int extended = length < SHORT ? 0 : length < 1 << Short.SIZE ? Short.BYTES : Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(2 + extended + Integer.BYTES + length);
    bytes.put((byte) ((last ? 0x80 : 0) | opcode));
    switch (extended) {
      case 0 -> bytes.put((byte) (0x80 | length));
      case Short.BYTES -> bytes.put((byte) (0x80 | SHORT)).putShort((short) length);
      default -> bytes.put((byte) (0x80 | LONG)).putLong(length);
    }
    return bytes.putInt(0).put(payload).array();
  }

  /** The code of a close frame; 1005 where it has none. */
  int closeCode() {
    return payload.length < Short.BYTES
        ? NO_STATUS
        : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
  }

  @Override
  public String toString() {
    return switch (opcode) {
      case TEXT -> "a text frame " + Said.shortened(new String(payload, StandardCharsets.UTF_8));
      case BINARY -> "a binary frame";
      case CLOSE -> "close " + closeCode();
      case PING -> "a PING";
      case PONG -> "a PONG '" + new String(payload, StandardCharsets.UTF_8) + "'";
      default -> "a frame of opcode " + opcode;
    };
  }
}
