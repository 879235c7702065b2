package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;

/** Opens HTTP connections to one server on the event loops that it is given. */
final class HttpConnector implements HttpLane.Opener {
  private final Dialer dialer;
  private final Duration patience;

  HttpConnector(Target target, Duration patience, NettyConfiguration netty) {
    this.dialer = new Dialer(target, netty);
    this.patience = patience;
  }

  @Override
  public void open(EventLoop loop, HttpLane.Owner owner) {
    HttpLane lane = new HttpLane(owner, patience);
    dialer.dial(loop, new Pipeline(lane), lane::fail);
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    private final HttpLane lane;

    Pipeline(HttpLane lane) {
      this.lane = lane;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      dialer.prepare(channel);
      channel.pipeline().addLast(new HttpClientCodec(), lane, new Ready(lane, dialer));
    }
  }

  /**
   * Tells when requests can be sent: connected, through the tunnel, and secure where it must be.
   */
  private static final class Ready extends ChannelInboundHandlerAdapter {
    private final HttpLane lane;
    private final Dialer dialer;

    Ready(HttpLane lane, Dialer dialer) {
      this.lane = lane;
      this.dialer = dialer;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (!dialer.isSecure() && !dialer.isTunnelled()) {
        open(context);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      boolean secured =
          event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess();
      boolean tunnelled = event instanceof ProxyConnectionEvent && !dialer.isSecure();
      if (secured || tunnelled) {
        open(context);
      }
    }

    private void open(ChannelHandlerContext context) {
      context.pipeline().remove(this);
      lane.open(context.channel());
    }
  }
}
