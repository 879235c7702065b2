package dev.broadside.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A text message as a client's frame (RFC 6455, section 5.2), written ahead of its time: when it is
 * due, bytes are handed to a channel and nothing else is left to do. A message is published too
 * seldom for the JVM to compile what masks it, and interpreted that takes longer than to receive
 * ten.
 */
final class ClientFrame {
  private static final byte WHOLE_TEXT = (byte) 0x81;
  private static final int MASKED = 0x80;
  private static final int IN_TWO_BYTES = 126;
  private static final int IN_EIGHT_BYTES = 127;
  private static final int LONGEST_HEADER = 14;

  private ClientFrame() {}

  /** The frame's bytes; a server takes {@code mask} off again. */
  static byte[] text(String text, int mask) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + payload.length).put(WHOLE_TEXT);
    if (payload.length < IN_TWO_BYTES) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) (MASKED | IN_TWO_BYTES)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | IN_EIGHT_BYTES)).putLong(payload.length);
    }
    frame.putInt(mask);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= (byte) (mask >> (24 - 8 * (i & 3)));
    }
    byte[] bytes = new byte[frame.position() + payload.length];
    frame.put(payload).flip().get(bytes);
    return bytes;
  }
}
