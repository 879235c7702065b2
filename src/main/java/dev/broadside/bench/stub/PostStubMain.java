package dev.broadside.bench.stub;

import dev.broadside.bench.Sockets;
import dev.broadside.process.Parent;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;

/**
 * The stub: one event loop that answers posts. Its timers are the loop's own, which waits in epoll
 * by nanoseconds; a wheel would round a delay up to its next tick.
 *
 * <p>A process. Says {@code port N}; takes the command {@code delay} and a {@link PostDelay}, and
 * says {@code ready}.
 */
public final class PostStubMain {
  private static final String DELAY = "delay ";

  private PostStubMain() {}

  /** Answers until its parent is gone. */
  public static void main(String[] args) {
    Connections connections = new Connections();
    Channel listening =
        new ServerBootstrap()
            .group(Sockets.oneLoop())
            .channel(Sockets.SERVER)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new PostHandler(connections));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    Parent.listen(
        command -> listening.eventLoop().execute(() -> obey(command, connections)),
        () -> listening.close());
    System.out.println("port " + ((InetSocketAddress) listening.localAddress()).getPort());
  }

  private static void obey(String command, Connections connections) {
    if (!command.startsWith(DELAY)) {
      System.out.println("failed there is no command '" + command + "'");
      return;
    }
    connections.take(PostDelay.of(command.substring(DELAY.length())));
    System.out.println("ready");
  }
}
