package dev.broadside.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One connection of the bare client: the answer to its handshake, then frames. */
final class BareConnection extends ChannelInboundHandlerAdapter {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MASKED = 0x80;

  private final BareClientMain client;
  private final String request;
  private @Nullable ChannelHandlerContext context;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;
  private boolean upgraded;
  private long received;

  BareConnection(BareClientMain client, String request) {
    this.client = client;
    this.request = request;
  }

  /** How many texts came. */
  long received() {
    return received;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Without its handshake it gets no answer.
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
  }

  /** Sends a text of less than 64 KB in ASCII; a mask of zeros leaves it as it is. */
  @SuppressWarnings("FutureReturnValueIgnored") // What does not arrive is missed.
  void send(String text) {
    ByteBuf frame = Unpooled.buffer(text.length() + 8);
    frame.writeByte(TEXT);
    if (text.length() < SHORT_LENGTH) {
      frame.writeByte(MASKED | text.length());
    } else {
      frame.writeByte(MASKED | SHORT_LENGTH).writeShort(text.length());
    }
    frame.writeInt(0);
    frame.writeCharSequence(text, StandardCharsets.US_ASCII);
    Objects.requireNonNull(context).writeAndFlush(frame);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf read = (ByteBuf) message;
    ByteBuf bytes = rest.isReadable() ? Unpooled.wrappedBuffer(rest, read) : read;
    if (!upgraded) {
      upgrade(bytes);
    }
    while (upgraded && take(bytes)) {
      // One frame after the other.
    }
    rest = bytes.isReadable() ? bytes.copy() : Unpooled.EMPTY_BUFFER;
    bytes.release();
  }

  private void upgrade(ByteBuf bytes) {
    String head = bytes.toString(StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    if (end >= 0) {
      bytes.skipBytes(end + 4);
      upgraded = head.startsWith("HTTP/1.1 101 ");
      if (upgraded) {
        client.opened(this);
      } else {
        client.failed("a handshake was answered " + head.lines().findFirst().orElse(""));
      }
    }
  }

  /** Takes one whole frame, if there is one. */
  private boolean take(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int there = bytes.readableBytes();
    int code = there < 2 ? SHORT_LENGTH : bytes.getUnsignedByte(at + 1);
    int head = code < SHORT_LENGTH ? 2 : code < LONG_LENGTH ? 4 : 10;
    if (there < head) {
      return false;
    }
    int length =
        switch (head) {
          case 2 -> code;
          case 4 -> bytes.getUnsignedShort(at + 2);
          default -> bytes.getInt(at + 6);
        };
    if (there < head + length) {
      return false;
    }
    switch (bytes.getUnsignedByte(at)) {
      case TEXT -> {
        received++;
        client.received(Stamp.read(bytes, at + head, length));
      }
      case CLOSE -> client.failed("a connection was closed");
      default -> {
        // A ping keeps nothing waiting here.
      }
    }
    bytes.skipBytes(head + length);
    return true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    client.failed("a connection ended after " + received + " broadcasts");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    client.failed("a connection broke: " + cause);
    ctx.close();
  }
}
