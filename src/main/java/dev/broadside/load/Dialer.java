package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens sockets to one target, on the event loops that it is given. */
final class Dialer {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** What comes between may take as long as the handshake behind it. */
  private static final long PATIENCE_MILLIS = Connector.NO_ANSWER_AFTER.toMillis();

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

  /** Opens one with the handlers of {@code pipeline}; {@code failed} hears why there is none. */
  @SuppressWarnings("FutureReturnValueIgnored") // The listener hears what became of it.
  void dial(EventLoop loop, ChannelInitializer<SocketChannel> pipeline, Consumer<String> failed) {
    InetAddress source = target.route().nextSource();
    Bootstrap bootstrap = new Bootstrap();
    if (target.route().tunnel() != null) {
      bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
    }
    bootstrap
        .group(loop)
        .channelFactory(channels)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(pipeline)
        .connect(target.nextAddress(), source == null ? null : new InetSocketAddress(source, 0))
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                String reason = Failures.reason(connected.cause());
                failed.accept(isTunnelled() ? Failures.OF_THE_PROXY + reason : reason);
              }
            });
  }

  /** Whether what is written first waits for a proxy. */
  boolean isTunnelled() {
    return target.route().tunnel() != null;
  }

  /** Adds what stands between the socket and the target's protocol: the proxy's tunnel, and TLS. */
  void prepare(SocketChannel channel) {
    if (channel instanceof EpollSocketChannel epoll && target.route().isBound()) {
      // Else a source's port is taken when it is bound, for every destination at once.
      epoll.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }
    Tunnel tunnel = target.route().tunnel();
    if (tunnel != null) {
      HttpProxyHandler handler = tunnel.handler();
      handler.setConnectTimeoutMillis(PATIENCE_MILLIS);
      channel.pipeline().addLast(handler);
    }
    SslContext ssl = target.ssl();
    if (ssl != null) {
      SslHandler handler = ssl.newHandler(channel.alloc(), target.host(), target.port());
      handler.setHandshakeTimeoutMillis(PATIENCE_MILLIS);
      channel.pipeline().addLast(handler);
    }
  }
}
