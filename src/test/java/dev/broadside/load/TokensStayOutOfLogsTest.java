package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.broadside.scenario.Auth;
import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Join;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Reach;
import io.gatling.core.config.NettyConfiguration;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** With every logger open, no token is in a line, or in why a connection failed. */
@Timeout(60)
@Isolated("it turns every logger up")
final class TokensStayOutOfLogsTest {
  private static final String SECRET = "t0k3n";

  /** The other side of the handshake is in this JVM too, and tells what it gets. */
  private static final String OF_THE_STAGE = "org.java_websocket";

  @Test
  void neitherALineAtAnyLevelNorAReasonCarriesAToken() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    List<String> ends = withEveryLoggerOpen(lines, TokensStayOutOfLogsTest::connect);
    assertEquals(List.of("joined", "bad handshake: Invalid subprotocol"), ends);
    List<String> said =
        List.copyOf(lines.list).stream()
            .filter(line -> !line.getLoggerName().startsWith(OF_THE_STAGE))
            .map(TokensStayOutOfLogsTest::text)
            .toList();
    assertTrue(said.stream().anyMatch(line -> line.contains("netty")), "the loggers are open");
    assertEquals(List.of(), said.stream().filter(line -> line.contains(SECRET)).toList());
  }

  /** One connection joins; the other offers a subprotocol that the stage does not take up. */
  private static List<String> connect() throws Exception {
    Stage stage = new Stage();
    stage.setDaemon(true);
    stage.start();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      URI address = URI.create("ws://127.0.0.1:" + stage.ports.take() + "/");
      List<String> ends = new ArrayList<>();
      ends.add(open(loops, address, null));
      ends.add(open(loops, address, "chat.#{token}"));
      return ends;
    } finally {
      stage.stop();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  private static String open(EventLoopGroup loops, URI address, @Nullable String subprotocol)
      throws Exception {
    Join join = new Join("{\"token\":\"#{token}\"}", "welcome", Duration.ofSeconds(30));
    Connect connect =
        new Connect(
            new Rate(1),
            Map.of("t", "#{token}"),
            Map.of(),
            subprotocol,
            new Auth(Map.of(), Map.of("Authorization", "Bearer #{token}"), "tokens.txt"),
            join);
    Connector connector =
        new Connector(
            Target.resolve(address, Route.of(Reach.DIRECT)),
            new Handshakes(address, connect, text -> text, null),
            new NettyConfiguration(false, false));
    Person person = new Person("room-1", "user-1", SECRET);
    End end = new End();
    Joining.Protocol protocol =
        new Joining.Protocol(
            join, text -> text, new DefaultChannelGroup(GlobalEventExecutor.INSTANCE));
    connector.open(loops.next(), person, protocol.before(end, person));
    return end.said.take();
  }

  private interface Body {
    List<String> run() throws Exception;
  }

  private static List<String> withEveryLoggerOpen(ListAppender<ILoggingEvent> lines, Body body)
      throws Exception {
    LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Map<Logger, Level> levels = new HashMap<>();
    lines.start();
    root.addAppender(lines);
    try {
      // Loggers that are made on the way are below the root.
      logback.getLoggerList().forEach(logger -> levels.put(logger, logger.getLevel()));
      logback.getLoggerList().forEach(logger -> logger.setLevel(Level.ALL));
      return body.run();
    } finally {
      levels.forEach(Logger::setLevel);
      root.detachAppender(lines);
    }
  }

  private static String text(ILoggingEvent event) {
    String thrown =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown;
  }

  private static final class Stage extends WebSocketServer {
    private final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();

    Stage() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    @Override
    public void onStart() {
      ports.add(getPort());
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket connection, String message) {
      connection.send(message.contains(SECRET) ? "welcome" : "who are you?");
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket connection, Exception e) {}
  }

  private static final class End implements Connection {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {
      said.add("joined");
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      said.add(reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {}

    @Override
    public void broken(Throwable cause) {
      said.add("broken: " + cause);
    }

    @Override
    public void dropped() {}
  }
}
