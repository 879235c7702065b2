package dev.broadside.load;

import io.gatling.core.config.NettyConfiguration;
import io.netty.channel.EventLoop;
import java.time.Duration;

/** Opens WebSocket connections on the event loops that it is given. */
final class Connector {
  /** For so long a handshake is waited for; AWS gives {@code $connect} 29 s. */
  static final Duration NO_ANSWER_AFTER = Duration.ofSeconds(30);

  private final HandshakeOpener opener;
  private final Handshakes handshakes;

  Connector(Target target, Handshakes handshakes, NettyConfiguration netty) {
    this.opener = new HandshakeOpener(target, netty);
    this.handshakes = handshakes;
  }

  /** Opens one for {@code person}; everything that becomes of it goes to {@code connection}. */
  void open(EventLoop eventLoop, Person person, Connection connection) {
    long start = System.nanoTime();
    try {
      opener.open(eventLoop, handshakes.of(person), connection, start);
    } catch (LoadException e) {
      failed(connection, String.valueOf(e.getMessage()), start);
    } catch (RuntimeException e) {
      failed(connection, Failures.unwritable(e), start);
    }
  }

  private static void failed(Connection connection, String reason, long start) {
    long now = System.nanoTime();
    connection.failed(reason, now, now - start);
  }
}
