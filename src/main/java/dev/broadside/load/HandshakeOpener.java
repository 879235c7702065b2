package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Opens WebSocket connections to one target by handshakes that are written already. */
final class HandshakeOpener {
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final Dialer dialer;

  HandshakeOpener(Target target, NettyConfiguration netty) {
    this.dialer = new Dialer(target, netty);
  }

  /**
   * Opens one that began at {@code start}; everything that becomes of it goes to its connection.
   */
  void open(
      EventLoop eventLoop, Handshakes.Handshake handshake, Connection connection, long start) {
    ArrivalStamp stamp = new ArrivalStamp();
    WebSocketClientHandshaker handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            handshake.uri(),
            WebSocketVersion.V13,
            handshake.subprotocol(),
            false,
            handshake.headers(),
            MAX_MESSAGE_BYTES);
    WebSocketHandler handler = new WebSocketHandler(handshaker, stamp, connection, start);
    Future<?> timer =
        eventLoop.schedule(
            handler::giveUp, Connector.NO_ANSWER_AFTER.toSeconds(), TimeUnit.SECONDS);
    handler.timedBy(timer);
    dialer.dial(eventLoop, new Pipeline(stamp, handler), handler::fail);
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    private final ArrivalStamp stamp;
    private final WebSocketHandler handler;

    Pipeline(ArrivalStamp stamp, WebSocketHandler handler) {
      this.stamp = stamp;
      this.handler = handler;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      channel.pipeline().addLast(stamp);
      dialer.prepare(channel);
      channel
          .pipeline()
          .addLast(
              new HttpClientCodec(),
              new HttpObjectAggregator(MAX_ANSWER_BYTES),
              new WebSocketFrameAggregator(MAX_MESSAGE_BYTES),
              handler);
    }
  }
}
