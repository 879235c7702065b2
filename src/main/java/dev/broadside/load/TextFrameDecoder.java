package dev.broadside.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Netty's decoder of frames, with a shorter way for nearly all that arrive: a text message in one
 * frame that is there whole is shown to its connection where it lies. Nothing is copied, no frame
 * is made of it, and no other handler is asked. Whatever else comes (pieces, control frames, what
 * breaks RFC 6455) goes Netty's way, which alone decides what is an error.
 */
final class TextFrameDecoder extends WebSocket13FrameDecoder {
  /** FIN, no extension, opcode 1 (RFC 6455, section 5.2). */
  private static final byte WHOLE_TEXT = (byte) 0x81;

  private static final int SHORT_HEADER = 2;
  private static final int LONG_HEADER = 4;

  /** Lengths from here on are in two more bytes, and a length below is never written so. */
  private static final int IN_TWO_BYTES = 126;

  private final Connection connection;
  private final ArrivalStamp stamp;

  /** Whether Netty has begun no frame and no message that is not finished. */
  private boolean between = true;

  private boolean inMessage;

  /** A failure of ours closes the connection: whatever follows is for nobody. */
  private boolean failed;

  TextFrameDecoder(int maxFrameBytes, Connection connection, ArrivalStamp stamp) {
    super(false, false, maxFrameBytes);
    this.connection = connection;
    this.stamp = stamp;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (failed) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int length = between ? wholeText(in) : -1;
    if (length < 0) {
      decodeAsNetty(context, in, out);
      return;
    }
    in.skipBytes(length < IN_TWO_BYTES ? SHORT_HEADER : LONG_HEADER);
    ByteBuf text = in.slice(in.readerIndex(), length);
    in.skipBytes(length);
    show(context, text);
  }

  @SuppressWarnings("IllegalCatch") // A failure of ours must not pass for one of the decoder's.
  private void show(ChannelHandlerContext context, ByteBuf text) {
    try {
      connection.text(text, stamp.nanos());
    } catch (RuntimeException | Error e) {
      failed = true;
      context.fireExceptionCaught(e);
    }
  }

  /** The length of the text in the frame that begins here; -1 when it is not a whole one. */
  private static int wholeText(ByteBuf in) {
    int at = in.readerIndex();
    int readable = in.readableBytes();
    if (readable < SHORT_HEADER || in.getByte(at) != WHOLE_TEXT) {
      return -1;
    }
    // The highest bit says that it is masked, which no server's frame may be.
    int length = in.getByte(at + 1);
    if (length >= 0 && length < IN_TWO_BYTES) {
      return readable >= SHORT_HEADER + length ? length : -1;
    }
    if (length != IN_TWO_BYTES || readable < LONG_HEADER) {
      return -1;
    }
    int longer = in.getUnsignedShort(at + SHORT_HEADER);
    return longer >= IN_TWO_BYTES && readable >= LONG_HEADER + longer ? longer : -1;
  }

  private void decodeAsNetty(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    between = false;
    int before = out.size();
    super.decode(context, in, out);
    if (out.size() > before) {
      decoded(out.getLast());
    }
  }

  private void decoded(Object frame) {
    switch (frame) {
      case PingWebSocketFrame ping -> between = !inMessage;
      case PongWebSocketFrame pong -> between = !inMessage;
      case CloseWebSocketFrame close -> {
        // Nothing counts after it, and Netty ignores it.
      }
      case WebSocketFrame data -> {
        inMessage = !data.isFinalFragment();
        between = !inMessage;
      }
      default -> throw new IllegalStateException("no frame: " + frame);
    }
  }
}
