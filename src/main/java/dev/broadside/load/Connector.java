package dev.broadside.load;

import dev.broadside.scenario.Connect;
import io.gatling.core.config.NettyConfiguration;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens WebSocket connections on the event loops that it is given. */
final class Connector {
  /** For so long a handshake is waited for; AWS gives {@code $connect} 29 s. */
  static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final Target target;
  private final URI uri;
  private final @Nullable String subprotocol;
  private final HttpHeaders headers;
  private final ChannelFactory<? extends SocketChannel> channels;

  /** A connector that replaces {@code ${NAME}} in query and headers by {@code secrets}. */
  Connector(
      Target target, Connect connect, UnaryOperator<String> secrets, NettyConfiguration netty) {
    this.target = target;
    String offered = connect.subprotocol();
    this.subprotocol = offered == null ? null : secrets.apply(offered);
    this.uri = withQuery(target.uri(), connect, secrets);
    this.headers = new DefaultHttpHeaders();
    connect.headers().forEach((name, value) -> headers.add(name, secrets.apply(value)));
    this.channels =
        Transports.newSocketChannelFactory(netty.useNativeTransport(), netty.useIoUring());
  }

  private static URI withQuery(URI uri, Connect connect, UnaryOperator<String> secrets) {
    QueryStringEncoder encoder = new QueryStringEncoder(uri.toString());
    connect.query().forEach((name, value) -> encoder.addParam(name, secrets.apply(value)));
    return URI.create(encoder.toString());
  }

  /** Opens one; everything that becomes of it goes to {@code connection}. */
  void open(EventLoop eventLoop, Connection connection) {
    long start = System.nanoTime();
    ArrivalStamp stamp = new ArrivalStamp();
    WebSocketClientHandshaker handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            uri, WebSocketVersion.V13, subprotocol, false, headers.copy(), MAX_MESSAGE_BYTES);
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
