package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a connection ends that we told to leave, in the bytes of RFC 6455. */
final class GoodbyeTest {
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");
  private static final int CLOSE = 0x88;
  private static final byte[] CLOSED_NORMALLY = {(byte) CLOSE, 2, 3, (byte) 0xE8};
  private static final byte[] TEXT = {(byte) 0x81, 1, 'x'};
  private static final byte[] PING = {(byte) 0x89, 0};

  private final List<String> heard = new ArrayList<>();

  /** A connection whose handshake is done. */
  private EmbeddedChannel open() throws Exception {
    ArrivalStamp stamp = new ArrivalStamp();
    WebSocketHandler handler =
        new WebSocketHandler(
            WebSocketClientHandshakerFactory.newHandshaker(
                URI.create("ws://stage/"),
                WebSocketVersion.V13,
                null,
                false,
                EmptyHttpHeaders.INSTANCE),
            stamp,
            new Heard(),
            0);
    EmbeddedChannel channel =
        new EmbeddedChannel(stamp, new HttpClientCodec(), new HttpObjectAggregator(1024), handler);
    channel.freezeTime();
    ByteBuf request = channel.readOutbound();
    Matcher key = KEY.matcher(request.toString(StandardCharsets.US_ASCII));
    request.release();
    assertTrue(key.find());
    byte[] accept =
        MessageDigest.getInstance("SHA-1")
            .digest(
                (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                    .getBytes(StandardCharsets.US_ASCII));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(accept)
            + "\r\n\r\n";
    arrive(channel, answer.getBytes(StandardCharsets.US_ASCII));
    assertEquals(List.of("opened"), heard);
    return channel;
  }

  private static void arrive(EmbeddedChannel channel, byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  /** The first byte of each frame that was sent. */
  private static List<Integer> sent(EmbeddedChannel channel) {
    List<Integer> kinds = new ArrayList<>();
    for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
      if (frame.isReadable()) {
        kinds.add((int) frame.getUnsignedByte(frame.readerIndex()));
      }
      frame.release();
    }
    return kinds;
  }

  @Test
  void aCloseIsOneFrameAndItsAnswerTheEnd() throws Exception {
    EmbeddedChannel channel = open();
    channel.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
    assertTrue(sent(channel).contains(CLOSE));
    arrive(channel, TEXT);
    arrive(channel, PING);
    arrive(channel, CLOSED_NORMALLY);
    assertFalse(channel.isOpen());
    assertEquals(List.of(), sent(channel));
    assertEquals(List.of("opened", "text"), heard);
  }

  @Test
  void aCloseThatIsNotAnsweredIsNotWaitedForLong() throws Exception {
    EmbeddedChannel channel = open();
    channel.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertFalse(channel.isOpen());
    assertEquals(List.of("opened"), heard);
  }

  @Test
  void aDropSaysNothing() throws Exception {
    EmbeddedChannel channel = open();
    channel.pipeline().fireUserEventTriggered(Goodbye.DROP);
    assertFalse(channel.isOpen());
    assertEquals(List.of(), sent(channel));
    assertEquals(List.of("opened"), heard);
  }

  @Test
  void aCloseOfTheStageIsALossAndAnswered() throws Exception {
    EmbeddedChannel channel = open();
    arrive(channel, CLOSED_NORMALLY);
    assertTrue(sent(channel).contains(CLOSE));
    assertEquals(List.of("opened", "dropped"), heard);
    channel.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
    assertEquals(List.of(), sent(channel));
  }

  private final class Heard implements Connection {
    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {
      heard.add("opened");
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      heard.add("failed: " + reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {
      heard.add("text");
    }

    @Override
    public void broken(Throwable cause) {
      heard.add("broken: " + cause);
    }

    @Override
    public void dropped() {
      heard.add("dropped");
    }
  }
}
