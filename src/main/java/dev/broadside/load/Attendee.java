package dev.broadside.load;

import dev.broadside.measure.Ledger;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that comes and goes: the same person in the same seat, on one connection after the
 * other, always on the same event loop. Each connection is a {@link Visit}; a frame that still
 * arrives on one that was told to leave never counts for the one after it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What is scheduled looks at the state itself.
final class Attendee implements Turnover.Member {
  /** A rejoin that failed is tried again after so long, as a client would. */
  static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final int number;
  private final EventLoop loop;
  private final Shared shared;
  private final Inbox inbox;
  private final Consumer<Connection> dial;
  private @Nullable Visit visit;

  /** Written on its event loop only. */
  private volatile State state = State.ARRIVING;

  private enum State {
    /** For the first time. */
    ARRIVING,
    THERE,
    /** We made it leave; it comes back. */
    AWAY,
    /** It never came, or the stage cut it: it stays as it is. */
    GONE
  }

  /** What all of them share. */
  record Shared(
      Wiring wiring,
      Comings comings,
      ConnectPace pace,
      LongSupplier nanoTime,
      Lifetimes lifetimes) {}

  /** {@code dial} opens a connection of this person on {@code loop}. */
  Attendee(int number, EventLoop loop, Shared shared, Inbox inbox, Consumer<Connection> dial) {
    this.number = number;
    this.loop = loop;
    this.shared = shared;
    this.inbox = inbox;
    this.dial = dial;
  }

  /** Opens the first connection. */
  void arrive() {
    dial();
  }

  @Override
  public boolean isThere() {
    return state == State.THERE;
  }

  @Override
  public void leave(Goodbye how, long awayNanos) {
    loop.execute(() -> leaveNow(Comings.Cause.CHURN, how, awayNanos));
  }

  private void leaveNow(Comings.Cause cause, Goodbye how, long awayNanos) {
    Visit current = visit;
    if (state == State.THERE && current != null && current.isActive() && !isOver()) {
      state = State.AWAY;
      shared.comings().left(cause);
      current.leave(how);
      loop.schedule(this::comeBack, awayNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void comeBack() {
    long wait = shared.pace().takeNanos(shared.nanoTime().getAsLong());
    if (wait > 0) {
      loop.schedule(this::dial, wait, TimeUnit.NANOSECONDS);
    } else {
      dial();
    }
  }

  private void dial() {
    if (!isOver()) {
      Visit next = new Visit(state == State.ARRIVING);
      visit = next;
      dial.accept(next);
    }
  }

  private boolean isOver() {
    return shared.wiring().population().isOver();
  }

  /** One connection. */
  private final class Visit implements Connection {
    private final boolean first;
    private final Ledger ledger = shared.wiring().ledger();
    private final long dialedNanos = shared.nanoTime().getAsLong();
    private boolean counts;
    private long joinedNanos;
    private long heardNanos;
    private @Nullable Channel channel;

    Visit(boolean first) {
      this.first = first;
    }

    @Override
    public void opened(Channel opened, long nanos, long tookNanos) {
      channel = opened;
      counts = true;
      joinedNanos = nanos;
      heardNanos = nanos;
      state = State.THERE;
      ledger.joined(number, nanos);
      if (first) {
        shared.wiring().log().connected(nanos, tookNanos);
        shared.wiring().population().subscriberOpened(tookNanos);
      } else {
        shared.comings().rejoined(tookNanos, nanos - dialedNanos);
      }
      shared.wiring().channels().add(opened);
      shared.wiring().pings().watch(number, opened);
      renewInTime();
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      if (first) {
        state = State.GONE;
        shared.wiring().log().notConnected(nanos, tookNanos, reason);
        shared.wiring().population().subscriberFailed(reason);
      } else if (!isOver()) {
        shared.comings().failed(reason);
        loop.schedule(Attendee.this::comeBack, AGAIN_AFTER.toNanos(), TimeUnit.NANOSECONDS);
      }
    }

    @Override
    public void text(ByteBuf text, long nanos) {
      heardNanos = nanos;
      if (counts) {
        inbox.subscriber(number, text, nanos);
      } else {
        inbox.stray(number, text, nanos);
      }
    }

    @Override
    public void broken(Throwable cause) {
      shared.wiring().population().broken(cause);
    }

    @Override
    public void dropped(String reason) {
      if (counts) {
        shared.wiring().population().cut(reason);
      }
      dropped();
    }

    @Override
    public void dropped() {
      if (counts && !isOver()) {
        counts = false;
        state = State.GONE;
        ledger.disconnected(number);
        shared.wiring().population().dropped();
      }
    }

    /** A socket that the stage has closed is told to be so a task later; until then it is cut. */
    boolean isActive() {
      return channel != null && channel.isActive();
    }

    void leave(Goodbye how) {
      counts = false;
      ledger.left(number, shared.nanoTime().getAsLong());
      if (channel != null) {
        channel.pipeline().fireUserEventTriggered(how);
      }
    }

    private void renewInTime() {
      long due = dueNanos();
      if (due != Lifetimes.NEVER) {
        loop.schedule(this::renewIfDue, due - shared.nanoTime().getAsLong(), TimeUnit.NANOSECONDS);
      }
    }

    /** Only silence puts it off. */
    private void renewIfDue() {
      if (counts && dueNanos() - shared.nanoTime().getAsLong() <= 0) {
        leaveNow(Comings.Cause.RENEWAL, Goodbye.CLOSE, 0);
      } else if (counts) {
        renewInTime();
      }
    }

    private long dueNanos() {
      return shared.lifetimes().dueNanos(first ? number : Lifetimes.LATER, joinedNanos, heardNanos);
    }
  }
}
