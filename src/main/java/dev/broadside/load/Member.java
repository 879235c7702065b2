package dev.broadside.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A user's connection to a room: one of the audience, or one that publishes, at which what comes
 * back is an echo. Everything is on its user's event loop.
 */
public final class Member {
  /** The seat of one that publishes. */
  static final int NONE = -1;

  private static final String CLOSED = "the publisher's connection was closed";

  private final int seat;
  private final Room room;
  private final Inbox inbox;
  private @Nullable Channel channel;

  /** Hears whether a member is in: {@code null}, or why not. */
  public interface Entry {
    /** Called once, on the member's event loop. */
    void decided(@Nullable String failure);
  }

  Member(int seat, Room room, Inbox inbox) {
    this.seat = seat;
    this.room = room;
    this.inbox = inbox;
  }

  /** Where it sits in the audience; it keeps its seat when it comes again. */
  int seat() {
    return seat;
  }

  /** Whether it is there. */
  public boolean isOpen() {
    return channel != null;
  }

  /** Leaves as a browser does that closes its page: with a closing frame. */
  public void leave() {
    Channel open = channel;
    if (open == null) {
      return;
    }
    channel = null;
    if (!open.isActive()) {
      // The stage has closed it, which its handler is told by a task of its own.
      room.dropped(seat);
      return;
    }
    if (seat != NONE) {
      room.left(seat);
    }
    open.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
  }

  /** Sends a broadcast's frame. {@code done} hears {@code null}, or why it did not leave. */
  public void send(Publication publication, String text, Consumer<@Nullable String> done) {
    Channel open = channel;
    if (open == null) {
      publication.stays(CLOSED);
      done.accept(CLOSED);
      return;
    }
    publication.leaves();
    open.writeAndFlush(new TextWebSocketFrame(text))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                publication.left();
              } else {
                publication.stays(CLOSED);
              }
              done.accept(written.isSuccess() ? null : CLOSED);
            });
  }

  /** The connection behind it, which tells {@code entry} when it is open or cannot be. */
  Connection line(Entry entry) {
    return new Line(entry);
  }

  private final class Line implements Connection {
    private final Entry entry;
    private @Nullable Channel own;

    Line(Entry entry) {
      this.entry = entry;
    }

    @Override
    public void opened(Channel opened, long nanos, long tookNanos) {
      own = opened;
      channel = opened;
      room.opened(seat, opened, nanos, tookNanos);
      entry.decided(null);
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      room.notOpened(seat, nanos, tookNanos, reason);
      entry.decided(reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {
      if (seat == NONE) {
        inbox.publisher(0, text);
      } else if (isCurrent()) {
        inbox.subscriber(seat, text, nanos);
      } else {
        inbox.stray(seat, text, nanos);
      }
    }

    /** Before it is open and after it has left, what comes to it is nobody's delivery. */
    private boolean isCurrent() {
      return own != null && own.equals(channel);
    }

    @Override
    public void broken(Throwable cause) {
      room.broken(cause);
    }

    /** Gatling closes what is open when it ends: that is nobody's fault. */
    @Override
    public void dropped() {
      boolean cut = isCurrent() && own != null && !own.eventLoop().isShuttingDown();
      if (cut) {
        channel = null;
        room.dropped(seat);
      }
    }
  }
}
