package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What Netty's decoder reads is what was written, whatever the length's form. */
final class ServerFrameTest {
  private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  @Property(tries = 200)
  void aTextOfAnyLengthIsReadAsItWasWritten(@ForAll @IntRange(max = 131_072) int length) {
    requireText(length);
  }

  @Example
  void theFormsOfTheLengthMeetWithoutAGap() {
    for (int length : new int[] {0, 125, 126, 0xFFFF, 0x10000}) {
      requireText(length);
    }
  }

  private static void requireText(int length) {
    String text = "x".repeat(length);
    TextWebSocketFrame frame = (TextWebSocketFrame) read(new TextWebSocketFrame(text));
    assertEquals(text, frame.text());
    frame.release();
  }

  @Example
  void aCloseHasItsCodeAndReason() {
    CloseWebSocketFrame frame =
        (CloseWebSocketFrame) read(new CloseWebSocketFrame(true, 0, 1001, "Going away"));
    assertEquals(1001, frame.statusCode());
    assertEquals("Going away", frame.reasonText());
    frame.release();
  }

  @Example
  void aPongHasWhatThePingHad() {
    WebSocketFrame frame =
        read(new PongWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1, 2, 3})));
    assertEquals("010203", ByteBufUtil.hexDump(frame.content()));
    frame.release();
  }

  @Example
  void whatAStageNeverSendsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ServerFrame.of(new BinaryWebSocketFrame(Unpooled.EMPTY_BUFFER), ALLOCATOR));
  }

  private static WebSocketFrame read(WebSocketFrame frame) {
    ByteBuf bytes = ServerFrame.of(frame, ALLOCATOR);
    frame.release();
    EmbeddedChannel client =
        new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1 << 18));
    client.writeInbound(bytes);
    WebSocketFrame read = client.readInbound();
    client.close();
    return read;
  }
}
