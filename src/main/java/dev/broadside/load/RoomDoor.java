package dev.broadside.load;

import dev.broadside.scenario.Join;
import io.gatling.core.config.NettyConfiguration;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of a room's users, each by an admission of its own. A host is resolved
 * once, by the first user who goes there.
 */
final class RoomDoor {
  /** What a user joins with is filled in already, so it stands where a token would. */
  private static final String AS_IT_IS = "#{token}";

  private final NettyConfiguration netty;
  private final ChannelGroup channels;
  private final Route route;
  private final Map<URI, HandshakeOpener> openers = new ConcurrentHashMap<>();

  RoomDoor(NettyConfiguration netty, ChannelGroup channels, Route route) {
    this.netty = netty;
    this.channels = channels;
    this.route = route;
  }

  /** Opens one on {@code loop}; everything that becomes of it goes to {@code connection}. */
  void open(EventLoop loop, Admission admission, Connection connection) {
    long start = System.nanoTime();
    try {
      HandshakeOpener opener = opener(admission.uri());
      HttpHeaders headers = new DefaultHttpHeaders();
      admission.headers().forEach(headers::add);
      Handshakes.Handshake handshake =
          new Handshakes.Handshake(admission.uri(), headers, admission.subprotocol());
      opener.open(loop, handshake, joining(admission.join(), connection), start);
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

  private HandshakeOpener opener(URI uri) throws LoadException {
    URI host = uri.resolve("/");
    HandshakeOpener known = openers.get(host);
    if (known != null) {
      return known;
    }
    HandshakeOpener opener = new HandshakeOpener(Target.resolve(host, route), netty);
    HandshakeOpener other = openers.putIfAbsent(host, opener);
    return other == null ? opener : other;
  }

  private Connection joining(@Nullable Join join, Connection joined) {
    if (join == null) {
      return joined;
    }
    Join asItIs = new Join(AS_IT_IS, join.reply(), join.within());
    return new Joining.Protocol(asItIs, text -> text, channels)
        .before(joined, new Person("", "", join.message()));
  }
}
