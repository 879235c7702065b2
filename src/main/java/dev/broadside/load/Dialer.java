package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.util.function.Consumer;

/** Opens sockets to one target, on the event loops that it is given. */
final class Dialer {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final Target target;
  private final ChannelFactory<? extends SocketChannel> channels;

  Dialer(Target target, NettyConfiguration netty) {
    this.target = target;
    this.channels =
        Transports.newSocketChannelFactory(netty.useNativeTransport(), netty.useIoUring());
  }

  boolean isSecure() {
    return target.ssl() != null;
  }

  /** Opens one with the handlers of {@code pipeline}; {@code failed} hears why when it does not. */
  @SuppressWarnings("FutureReturnValueIgnored") // The listener hears what became of it.
  void dial(
      EventLoop loop, ChannelInitializer<SocketChannel> pipeline, Consumer<Throwable> failed) {
    new Bootstrap()
        .group(loop)
        .channelFactory(channels)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(pipeline)
        .connect(target.nextAddress())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                failed.accept(connected.cause());
              }
            });
  }

  /** Adds TLS where the target wants it. */
  void secure(SocketChannel channel) {
    SslContext ssl = target.ssl();
    if (ssl != null) {
      channel.pipeline().addLast(ssl.newHandler(channel.alloc(), target.host(), target.port()));
    }
  }
}
