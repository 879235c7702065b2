package dev.broadside.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's connections, one after the other, so that the stage never cuts one for its age. The
 * next is open before the last one is told to leave: a publisher is never away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What is scheduled looks at the state itself.
final class Relay {
  private final Publisher publisher;
  private final EventLoop loop;
  private final Attendee.Shared shared;
  private final Lifetimes lifetimes;
  private final Consumer<Connection> dial;
  private @Nullable Leg current;

  /** The stage has cut the publisher: what was to take its place stays away. */
  private boolean cut;

  /** {@code dial} opens a connection of this publisher on {@code loop}. */
  Relay(
      Publisher publisher,
      EventLoop loop,
      Attendee.Shared shared,
      Lifetimes lifetimes,
      Consumer<Connection> dial) {
    this.publisher = publisher;
    this.loop = loop;
    this.shared = shared;
    this.lifetimes = lifetimes;
    this.dial = dial;
  }

  /** Opens the first. */
  void start() {
    dial.accept(new Leg(true));
  }

  private void next() {
    if (isWanted()) {
      dial.accept(new Leg(false));
    }
  }

  private boolean isWanted() {
    return !cut && !shared.wiring().population().isOver();
  }

  private void nextAfter(long nanos) {
    loop.schedule(this::next, nanos, TimeUnit.NANOSECONDS);
  }

  /** One connection. */
  private final class Leg implements Connection {
    private final boolean first;

    Leg(boolean first) {
      this.first = first;
    }

    @Override
    public void opened(Channel opened, long nanos, long tookNanos) {
      if (cut) {
        opened.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
        return;
      }
      current = this;
      if (first) {
        publisher.opened(opened, nanos, tookNanos);
      } else {
        shared.comings().replaced(tookNanos);
        publisher.moved(opened);
      }
      int whose = first ? publisher.number() : Lifetimes.LATER;
      nextAfter(lifetimes.dueNanos(whose, nanos, nanos) - shared.nanoTime().getAsLong());
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      if (first) {
        publisher.failed(reason, nanos, tookNanos);
      } else if (isWanted()) {
        shared.comings().failed(reason);
        nextAfter(Attendee.AGAIN_AFTER.toNanos());
      }
    }

    @Override
    public void text(ByteBuf text, long nanos) {
      publisher.text(text, nanos);
    }

    @Override
    public void broken(Throwable cause) {
      publisher.broken(cause);
    }

    @Override
    public void dropped(String reason) {
      if (current == this) {
        cut = true;
        publisher.dropped(reason);
      }
    }

    @Override
    public void dropped() {
      if (current == this) {
        cut = true;
        publisher.dropped();
      }
    }
  }
}
