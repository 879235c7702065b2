package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client's WebSocket connection. Its state changes on its channel's event loop only; other loops
 * may read it, hand frames to its channel and say that it is in use.
 */
final class Connection {
  private final String id;
  private final StageClock clock;
  private final long connectedAtMillis;
  private final long connectedElapsedMillis;
  private final Client client;
  private final Channel channel;
  private volatile ConnectionState state = ConnectionState.CONNECTING;
  private volatile long activeElapsedMillis;
  private @Nullable ChannelHandlerContext wire;
  private @Nullable Admission admission;

  /** A connection that begins now. */
  Connection(String id, StageClock clock, Client client, Channel channel) {
    this.id = id;
    this.clock = clock;
    this.connectedAtMillis = clock.millis();
    this.connectedElapsedMillis = clock.elapsedMillis();
    this.activeElapsedMillis = connectedElapsedMillis;
    this.client = client;
    this.channel = channel;
  }

  /** Who connected, as events repeat it. */
  record Client(InetAddress address, @Nullable String userAgent) {
    String sourceIp() {
      return address.getHostAddress();
    }
  }

  String id() {
    return id;
  }

  /** The time of day when it began. */
  long connectedAtMillis() {
    return connectedAtMillis;
  }

  /** Notes what authorization said of the client; null where nothing did. */
  void admit(@Nullable Admission by) {
    admission = by;
  }

  @Nullable Admission admission() {
    return admission;
  }

  /** The time of day when the last message went either way, by the clock as it was at first. */
  long lastActiveAtMillis() {
    return connectedAtMillis + activeElapsedMillis - connectedElapsedMillis;
  }

  /** For how long it has been there, as deadlines count. */
  long ageMillis() {
    return clock.elapsedMillis() - connectedElapsedMillis;
  }

  /** For how long no message went either way, as deadlines count. */
  long idleMillis() {
    return clock.elapsedMillis() - activeElapsedMillis;
  }

  /** A message goes either way. */
  void touch() {
    activeElapsedMillis = clock.elapsedMillis();
  }

  Client client() {
    return client;
  }

  Channel channel() {
    return channel;
  }

  /** Frames leave by {@code context} from now on; said before the connection can be found. */
  void upgraded(ChannelHandlerContext context) {
    wire = context;
  }

  /**
   * Where frames that are bytes already are written: the context of {@link Wire}, behind which lie
   * the handlers of WebSocket frames, which have nothing to do with them.
   */
  ChannelHandlerContext wire() {
    ChannelHandlerContext context = wire;
    if (context == null) {
      throw new IllegalStateException("a connection that is not upgraded takes no frames");
    }
    return context;
  }

  ConnectionState state() {
    return state;
  }

  boolean isOpen() {
    return state == ConnectionState.OPEN;
  }

  ConnectionState accepted() {
    state = state.accepted();
    return state;
  }

  ConnectionState refused() {
    state = state.refused();
    return state;
  }

  ConnectionState closing(Close close) {
    state = state.closing(close);
    return state;
  }

  ConnectionState gone() {
    state = state.gone();
    return state;
  }
}
