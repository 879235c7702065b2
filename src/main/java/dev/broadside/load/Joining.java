package dev.broadside.load;

import dev.broadside.scenario.Join;
import dev.broadside.scenario.Placeholders;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A connection between its 101 and the moment it has joined: it says its message and waits for a
 * frame that contains the reply. To the connection behind it all of that is still the opening, so
 * that one whose reply never comes has failed to open. Markers that come before the reply are read
 * as any are, and nobody waits for them: the ledger does not know of a connection that is not open.
 */
final class Joining implements Connection {
  private final Connection joined;
  private final String message;
  private final @Nullable String reply;
  private final long withinNanos;
  private final ChannelGroup channels;

  /** Where it is; only one that is {@code IN} has a {@link #joined} that is open. */
  private enum State {
    OUT,
    WAITING,
    IN,
    FAILED
  }

  private State state = State.OUT;
  private @Nullable Channel channel;
  private @Nullable Future<?> timer;
  private long openedNanos;
  private long handshakeNanos;

  /** How the connections of a run join. */
  static final class Protocol {
    private final Join join;
    private final Placeholders message;
    private final ChannelGroup channels;

    Protocol(Join join, UnaryOperator<String> secrets, ChannelGroup channels) {
      this.join = join;
      this.message =
          Placeholders.parse(join.message(), Placeholders.OF_A_CONNECTION).mapLiterals(secrets);
      this.channels = channels;
    }

    /** A connection that joins before {@code joined} hears that it is open. */
    Connection before(Connection joined, Person person) {
      return new Joining(joined, this, person.fill(message));
    }
  }

  private Joining(Connection joined, Protocol protocol, String message) {
    this.joined = joined;
    this.message = message;
    this.reply = protocol.join.reply();
    this.withinNanos = protocol.join.within().toNanos();
    this.channels = protocol.channels;
  }

  @Override
  public void opened(Channel opened, long nanos, long tookNanos) {
    channel = opened;
    openedNanos = nanos;
    handshakeNanos = tookNanos;
    state = State.WAITING;
    // Those that still wait at the end of a run are closed as the others are.
    channels.add(opened);
    opened.writeAndFlush(new TextWebSocketFrame(message));
    if (reply == null) {
      join(opened, System.nanoTime());
    } else {
      timer = opened.eventLoop().schedule(this::giveUp, withinNanos, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void text(ByteBuf text, long nanos) {
    joined.text(text, nanos);
    if (state == State.WAITING
        && channel != null
        && reply != null
        && text.toString(StandardCharsets.UTF_8).contains(reply)) {
      join(channel, nanos);
    }
  }

  private void join(Channel opened, long nanos) {
    decided(State.IN);
    joined.opened(opened, nanos, handshakeNanos);
  }

  private void giveUp() {
    fail("no join.reply within " + TimeUnit.NANOSECONDS.toMillis(withinNanos) + " ms");
    if (channel != null) {
      channel.close();
    }
  }

  private void fail(String reason) {
    if (state == State.WAITING) {
      decided(State.FAILED);
      long now = System.nanoTime();
      joined.failed(reason, now, now - openedNanos + handshakeNanos);
    }
  }

  private void decided(State next) {
    state = next;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void failed(String reason, long nanos, long tookNanos) {
    joined.failed(reason, nanos, tookNanos);
  }

  @Override
  public void broken(Throwable cause) {
    joined.broken(cause);
  }

  @Override
  public void dropped() {
    dropped("closed");
  }

  @Override
  public void dropped(String reason) {
    if (state == State.IN) {
      joined.dropped(reason);
    }
    fail("closed before the join.reply");
  }
}
