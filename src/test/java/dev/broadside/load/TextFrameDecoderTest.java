package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TextFrameDecoderTest {
  private static final int MAX_BYTES = 1024 * 1024;

  private final List<String> heard = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  @Property(tries = 300)
  void whateverTheFramesAndTheReadsItHearsWhatNettyWouldHaveTold(@ForAll long seed) {
    Random random = new Random(seed);
    ByteBuf frames = frames(random);
    List<ByteBuf> reads = new ArrayList<>();
    while (frames.isReadable()) {
      int most = random.nextBoolean() ? 8 : 4_000;
      reads.add(frames.readBytes(Math.min(frames.readableBytes(), 1 + random.nextInt(most))));
    }
    Told theirs = told(new WebSocket13FrameDecoder(false, false, MAX_BYTES), reads);
    assertEquals(theirs, told(decoder(new Heard()), reads));
    frames.release();
    reads.forEach(ByteBuf::release);
  }

  /** What came of some reads, the errors too. */
  private record Told(List<String> heard, List<String> errors) {}

  private Told told(WebSocket13FrameDecoder decoder, List<ByteBuf> reads) {
    heard.clear();
    failures.clear();
    EmbeddedChannel channel = channel(decoder);
    // Netty closes for what breaks the protocol.
    reads.stream()
        .takeWhile(read -> channel.isOpen())
        .forEach(read -> channel.writeInbound(read.copy()));
    channel.finishAndReleaseAll();
    return new Told(List.copyOf(heard), failures.stream().map(Throwable::getMessage).toList());
  }

  @Test
  void aWholeTextIsMadeNoFrameOf() {
    EmbeddedChannel channel = new EmbeddedChannel(decoder(new Heard()));
    ByteBuf read = Unpooled.copiedBuffer(frame(0x81, "a"), frame(0x81, "b".repeat(126)));
    channel.writeInbound(read);
    assertEquals(List.of("a", "b".repeat(126)), heard);
    assertEquals(0, channel.inboundMessages().size());
    assertEquals(0, read.refCnt());
  }

  @Test
  void aTextAmongThePiecesOfAnotherIsAnErrorAsItAlwaysWas() {
    EmbeddedChannel channel = channel(decoder(new Heard()));
    channel.writeInbound(Unpooled.copiedBuffer(frame(0x01, "begun"), frame(0x81, "between")));
    assertEquals(List.of(), heard);
    assertInstanceOf(CorruptedFrameException.class, failures.getFirst());
  }

  @Test
  void nothingIsHeardAfterAClose() {
    EmbeddedChannel channel = channel(decoder(new Heard()));
    channel.writeInbound(Unpooled.copiedBuffer(frame(0x88, ""), frame(0x81, "after")));
    assertEquals(List.of("close"), heard);
  }

  @Test
  void aFailureOfOursIsNoneOfTheDecodersAndTheLastThatIsHeard() {
    IllegalStateException ours = new IllegalStateException("a bug");
    Connection failing =
        new Heard() {
          @Override
          public void text(ByteBuf text, long nanos) {
            super.text(text, nanos);
            throw ours;
          }
        };
    EmbeddedChannel channel = new EmbeddedChannel(decoder(failing), new Failures());
    channel.writeInbound(Unpooled.copiedBuffer(frame(0x81, "one"), frame(0x81, "two")));
    channel.writeInbound(frame(0x81, "three"), frame(0x81, "four"));
    assertEquals(List.of("one"), heard);
    assertSame(ours, failures.getFirst());
    channel.finishAndReleaseAll();
  }

  private static TextFrameDecoder decoder(Connection connection) {
    return new TextFrameDecoder(MAX_BYTES, connection, new ArrivalStamp());
  }

  private EmbeddedChannel channel(WebSocket13FrameDecoder decoder) {
    return new EmbeddedChannel(
        decoder, new WebSocketFrameAggregator(MAX_BYTES), new Frames(), new Failures());
  }

  /** Texts of all lengths, pieces with others among them, binary frames, and now and then dirt. */
  private static ByteBuf frames(Random random) {
    ByteBuf all = Unpooled.buffer();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(12)) {
        case 0 -> all.writeBytes(control(random));
        case 1 -> all.writeBytes(frame(0x82, "binary"));
        case 2 ->
            all.writeBytes(frame(0x01, "first "))
                .writeBytes(control(random))
                .writeBytes(random.nextInt(8) == 0 ? frame(0x81, "wrong") : frame(0x00, "more "))
                .writeBytes(frame(0x80, "last"));
        case 3 -> all.writeBytes(dirt(random));
        default -> all.writeBytes(frame(0x81, text(random, i)));
      }
    }
    return all;
  }

  private static ByteBuf control(Random random) {
    return frame(random.nextBoolean() ? 0x89 : 0x8A, "alive");
  }

  private static String text(Random random, int number) {
    int[] lengths = {0, 1, 124, 125, 126, 127, 600, 65_535, 65_536, 70_000};
    int length = lengths[random.nextInt(lengths.length)];
    return length == 0 ? "" : number % 10 + "x".repeat(length - 1);
  }

  private static ByteBuf dirt(Random random) {
    if (random.nextInt(3) == 0) {
      // A length that is written in more bytes than it takes.
      return Unpooled.buffer().writeByte(0x81).writeByte(126).writeShort(1).writeByte('x');
    }
    byte[] bytes = new byte[1 + random.nextInt(6)];
    random.nextBytes(bytes);
    bytes[0] = (byte) (random.nextBoolean() ? 0x81 : bytes[0]);
    return Unpooled.wrappedBuffer(bytes);
  }

  private static ByteBuf frame(int first, String text) {
    ByteBuf frame = Unpooled.buffer().writeByte(first);
    if (text.length() < 126) {
      frame.writeByte(text.length());
    } else if (text.length() < 65_536) {
      frame.writeByte(126).writeShort(text.length());
    } else {
      frame.writeByte(127).writeLong(text.length());
    }
    frame.writeCharSequence(text, StandardCharsets.US_ASCII);
    return frame;
  }

  /** What arrives as frames. */
  private final class Frames extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      heard.add(
          switch ((WebSocketFrame) message) {
            case TextWebSocketFrame text -> text.text();
            case PingWebSocketFrame ping -> "ping";
            case CloseWebSocketFrame close -> "close";
            case WebSocketFrame other -> ByteBufUtil.hexDump(other.content());
          });
      ReferenceCountUtil.release(message);
    }
  }

  private final class Failures extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      failures.add(cause);
    }
  }

  /** What arrives as it lies. */
  private class Heard implements Connection {
    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {}

    @Override
    public void failed(String reason, long nanos, long tookNanos) {}

    @Override
    public void text(ByteBuf text, long nanos) {
      heard.add(text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void broken(Throwable cause) {}

    @Override
    public void dropped() {}
  }
}
