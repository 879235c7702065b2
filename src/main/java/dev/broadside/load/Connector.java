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
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens WebSocket connections on the event loops that it is given. */
final class Connector {
  /** For so long a handshake is waited for; AWS gives {@code $connect} 29 s. */
  static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);

  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final Dialer dialer;
  private final Handshakes handshakes;

  Connector(Target target, Handshakes handshakes, NettyConfiguration netty) {
    this.dialer = new Dialer(target, netty);
    this.handshakes = handshakes;
  }

  /** Opens one for {@code person}; everything that becomes of it goes to {@code connection}. */
  void open(EventLoop eventLoop, Person person, Connection connection) {
    long start = System.nanoTime();
    try {
      open(eventLoop, handshakes.of(person), connection, start);
    } catch (LoadException e) {
      long now = System.nanoTime();
      connection.failed(String.valueOf(e.getMessage()), now, now - start);
    }
  }

  private void open(
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
        eventLoop.schedule(handler::giveUp, NO_ANSWER_AFTER.toSeconds(), TimeUnit.SECONDS);
    handler.timedBy(timer);
    dialer.dial(
        eventLoop, new Pipeline(stamp, handler), cause -> handler.fail(Failures.reason(cause)));
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
