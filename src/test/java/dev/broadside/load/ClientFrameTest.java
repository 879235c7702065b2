package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class ClientFrameTest {
  private static final int MAX_BYTES = 1024 * 1024;

  @Property(tries = 200)
  void aServerReadsTheTextWhateverItIs(@ForAll String text, @ForAll int mask) {
    // Half of a pair is no character, and no text.
    String whole = text.replaceAll("[\\ud800-\\udfff]", "?");
    assertEquals(whole, read(ClientFrame.text(whole, mask)));
  }

  @Property(tries = 50)
  void aLengthIsWrittenInAsManyBytesAsItTakes(
      @ForAll @IntRange(max = 3) int which, @ForAll @IntRange(min = -2, max = 2) int more) {
    String text = "é".repeat(Math.max(0, new int[] {0, 126, 65_535, 70_000}[which] + more));
    assertEquals(text, read(ClientFrame.text(text, 0x12345678)));
    String ascii = text.replace('é', 'e');
    assertEquals(ascii, read(ClientFrame.text(ascii, -1)));
  }

  private static String read(byte[] frame) {
    return read(Unpooled.wrappedBuffer(frame));
  }

  /** The text that a server reads from a client's frame. */
  static String read(ByteBuf frame) {
    EmbeddedChannel server =
        new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, MAX_BYTES));
    server.writeInbound(frame);
    TextWebSocketFrame read = server.readInbound();
    try {
      assertNull(server.readInbound());
      return read.text();
    } finally {
      read.release();
    }
  }
}
