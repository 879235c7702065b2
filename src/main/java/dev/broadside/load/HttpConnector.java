package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;

/** Opens HTTP connections to one server on the event loops that it is given. */
final class HttpConnector implements HttpLane.Opener {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  private final Target target;
  private final Duration patience;
  private final ChannelFactory<? extends SocketChannel> channels;

  HttpConnector(Target target, Duration patience, NettyConfiguration netty) {
    this.target = target;
    this.patience = patience;
    this.channels =
        Transports.newSocketChannelFactory(netty.useNativeTransport(), netty.useIoUring());
  }

  @Override
  public void open(EventLoop loop, HttpLane.Owner owner) {
    HttpLane lane = new HttpLane(owner, patience);
    new Bootstrap()
        .group(loop)
        .channelFactory(channels)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(new Pipeline(lane))
        .connect(target.nextAddress())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                lane.fail(connected.cause());
              }
            });
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    private final HttpLane lane;

    Pipeline(HttpLane lane) {
      this.lane = lane;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      SslContext ssl = target.ssl();
      if (ssl != null) {
        channel.pipeline().addLast(ssl.newHandler(channel.alloc(), target.host(), target.port()));
      }
      channel.pipeline().addLast(new HttpClientCodec(), lane, new Ready(lane, ssl != null));
    }
  }

  /** Tells when requests can be sent: connected, and secure where it must be. */
  private static final class Ready extends ChannelInboundHandlerAdapter {
    private final HttpLane lane;
    private final boolean secure;

    Ready(HttpLane lane, boolean secure) {
      this.lane = lane;
      this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (!secure) {
        open(context);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        open(context);
      }
    }

    private void open(ChannelHandlerContext context) {
      context.pipeline().remove(this);
      lane.open(context.channel());
    }
  }
}
