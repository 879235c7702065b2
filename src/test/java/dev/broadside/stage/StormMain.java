package dev.broadside.stage;

import dev.broadside.process.Parent;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks for all its connections at once, without waiting for any answer, and keeps those it gets.
 *
 * <p>A process; arguments: the stage's port, how many. Says {@code asked MILLIS} when the last
 * handshake was handed to its socket, and {@code answered MILLIS {STATUS=COUNT}} when each has an
 * answer or failed. Standard input is only its parent.
 */
final class StormMain {
  private final int count;
  private final long began = System.nanoTime();
  private final Map<String, Integer> answers = new TreeMap<>();
  private int asked;
  private int answered;

  private StormMain(int count) {
    this.count = count;
  }

  /** Lasts until its parent is gone. */
  public static void main(String[] args) {
    Parent.listen(line -> {}, () -> {});
    new StormMain(Integer.parseInt(args[1])).blow(Integer.parseInt(args[0]));
  }

  private void blow(int port) {
    Transport transport = Transport.best();
    EventLoopGroup one = new MultiThreadIoEventLoopGroup(1, transport.handler());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(one)
            .channel(transport.client())
            .option(ChannelOption.SO_LINGER, 0)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Asking());
                  }
                });
    for (int i = 0; i < count; i++) {
      bootstrap
          .connect("127.0.0.1", port)
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  asked();
                  answered("no connection");
                }
              });
    }
  }

  private void asked() {
    if (++asked == count) {
      System.out.println("asked " + millis());
    }
  }

  private void answered(String how) {
    answers.merge(how, 1, Integer::sum);
    if (++answered == count) {
      System.out.println("answered " + millis() + " " + answers);
    }
  }

  private long millis() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  /** One handshake; all of them are on one event loop. */
  private final class Asking extends SimpleChannelInboundHandler<ByteBuf> {
    private boolean done;

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // What fails closes the channel.
    public void channelActive(ChannelHandlerContext ctx) {
      String request = "GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n";
      ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
      asked();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      // A status line comes in one piece: "HTTP/1.1 101 ..."
      end(bytes.toString(StandardCharsets.US_ASCII).split(" ", 3)[1]);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    private void end(String how) {
      if (!done) {
        done = true;
        answered(how);
      }
    }
  }
}
