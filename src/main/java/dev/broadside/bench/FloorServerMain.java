package dev.broadside.bench;

import dev.broadside.process.Parent;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that can broadcast: one event loop that writes the same ready-made text frame to every
 * socket. Whatever a client sends first is its handshake, and gets the answer to {@link
 * BareClientMain}'s key.
 *
 * <p>A process; argument: the size of the text. Says {@code port N}; takes the command {@code
 * broadcast}.
 */
public final class FloorServerMain {
  private static final int LONG_TEXT = 126;

  /** Changed and read on the only event loop. */
  private final List<Channel> open = new ArrayList<>();

  private final int size;

  private FloorServerMain(int size) {
    this.size = size;
  }

  /** Serves until its parent is gone. */
  public static void main(String[] args) {
    FloorServerMain server = new FloorServerMain(Integer.parseInt(args[0]));
    Channel listening = server.listen();
    Parent.listen(
        command -> listening.eventLoop().execute(server::broadcast), () -> listening.close());
    System.out.println("port " + ((InetSocketAddress) listening.localAddress()).getPort());
  }

  private Channel listen() {
    return new ServerBootstrap()
        .group(Sockets.oneLoop())
        .channel(Sockets.SERVER)
        .option(ChannelOption.SO_BACKLOG, 8192)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Greeting());
              }
            })
        .bind("127.0.0.1", 0)
        .syncUninterruptibly()
        .channel();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A frame that is not sent is missed by the client.
  private void broadcast() {
    ByteBuf frame = frame(Stamp.text(System.nanoTime(), size));
    for (Channel channel : open) {
      channel.writeAndFlush(frame.retainedDuplicate(), channel.voidPromise());
    }
    frame.release();
  }

  /** An unmasked text frame. */
  private static ByteBuf frame(String text) {
    ByteBuf frame = Unpooled.directBuffer(text.length() + 4);
    frame.writeByte(0x81);
    if (text.length() < LONG_TEXT) {
      frame.writeByte(text.length());
    } else {
      frame.writeByte(LONG_TEXT).writeShort(text.length());
    }
    frame.writeCharSequence(text, StandardCharsets.US_ASCII);
    return frame;
  }

  /** Answers a handshake and goes. */
  private final class Greeting extends ChannelInboundHandlerAdapter {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A client without an answer says so.
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
      context.writeAndFlush(
          Unpooled.copiedBuffer(BareClientMain.ANSWER, StandardCharsets.US_ASCII));
      context.pipeline().remove(this);
      open.add(context.channel());
    }
  }
}
