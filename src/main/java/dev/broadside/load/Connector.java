package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens WebSocket connections on the event loops that it is given. */
final class Connector {
  /** For so long a handshake is waited for; AWS gives {@code $connect} 29 s. */
  static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final Target target;
  private final Handshakes handshakes;
  private final ChannelFactory<? extends SocketChannel> channels;

  Connector(Target target, Handshakes handshakes, NettyConfiguration netty) {
    this.target = target;
    this.handshakes = handshakes;
    this.channels =
        Transports.newSocketChannelFactory(netty.useNativeTransport(), netty.useIoUring());
  }

  /** Opens one for {@code person}; everything that becomes of it goes to {@code connection}. */
  void open(EventLoop eventLoop, Person person, Connection connection) {
    Handshakes.Handshake handshake = handshakes.of(person);
    long start = System.nanoTime();
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
    new Bootstrap()
        .group(eventLoop)
        .channelFactory(channels)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
        .handler(new Pipeline(stamp, handler))
        .connect(target.nextAddress())
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                handler.fail(Failures.reason(connected.cause()));
              }
            });
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
      SslContext ssl = target.ssl();
      if (ssl != null) {
        channel.pipeline().addLast(ssl.newHandler(channel.alloc(), target.host(), target.port()));
      }
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
