package dev.broadside.stage;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * Posts messages to connections, whoever asks and however they ask: {@code POST @connections}
 * without its HTTP. May be called on any thread.
 */
final class Posts {
  private final Connections connections;
  private final Counters counters;

  Posts(Connections connections, Counters counters) {
    this.connections = connections;
    this.counters = counters;
  }

  /** What became of a post, in the order in which it is found out. */
  enum Answer {
    INVALID_ID,
    TOO_LARGE,
    GONE,
    THROTTLED,
    POSTED
  }

  /** Posts {@code message}, which stays the caller's. */
  Answer post(String connectionId, ByteBuf message) {
    Answer answer = tryPost(connectionId, message);
    switch (answer) {
      case INVALID_ID, TOO_LARGE -> counters.failed();
      case GONE -> counters.gone();
      case THROTTLED -> counters.throttled();
      case POSTED -> {
        // Counted as an attempt, and as nothing else.
      }
    }
    return answer;
  }

  @SuppressWarnings(
      "FutureReturnValueIgnored") // A failed write closes the channel, which is heard of.
  private Answer tryPost(String connectionId, ByteBuf message) {
    Connection connection = connections.find(connectionId);
    // The id of a connection is well formed: to read its letters again would be for nothing.
    if (connection == null && !Ids.isWellFormed(connectionId)) {
      return Answer.INVALID_ID;
    }
    if (message.readableBytes() > Handshake.MAX_MESSAGE) {
      return Answer.TOO_LARGE;
    }
    if (connection == null || !connection.isOpen()) {
      return Answer.GONE;
    }
    if (!connection.channel().isWritable()) {
      return Answer.THROTTLED;
    }
    connection.touch();
    ChannelHandlerContext wire = connection.wire();
    ByteBuf frame = ServerFrame.text(message, wire.alloc());
    counters.framed(frame.readableBytes());
    wire.writeAndFlush(frame, wire.voidPromise());
    counters.stamps().posted(message);
    return Answer.POSTED;
  }
}
