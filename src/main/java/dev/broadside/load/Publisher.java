package dev.broadside.load;

import dev.broadside.scenario.Placeholders;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;

/** One connection that publishes. What comes back to it is an echo, in nobody's books. */
final class Publisher implements Connection, Outlet {
  private static final String CLOSED = "their publisher's connection was closed";

  private final int number;
  private final Person person;
  private final Placeholders message;
  private final Wiring wiring;
  private final Inbox inbox;
  private volatile @Nullable Channel channel;

  Publisher(int number, Person person, Placeholders message, Wiring wiring, Inbox inbox) {
    this.number = number;
    this.person = person;
    this.message = message;
    this.wiring = wiring;
    this.inbox = inbox;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public boolean isOpen() {
    return channel != null;
  }

  @Override
  public Outgoing prepare(String marker) {
    String text = person.fill(message, marker);
    return departure -> {
      Channel open = channel;
      if (open == null) {
        departure.stayed(CLOSED);
      } else {
        open.eventLoop().execute(() -> send(text, departure));
      }
    };
  }

  /** On the event loop, where a connection that was replaced meanwhile is no longer written to. */
  private void send(String text, Departure departure) {
    Channel open = channel;
    if (open == null) {
      departure.stayed(CLOSED);
      return;
    }
    long now = System.nanoTime();
    if (!departure.leaves(now, false)) {
      return;
    }
    open.writeAndFlush(new TextWebSocketFrame(text))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                departure.left(now);
              } else {
                departure.stayed(CLOSED);
              }
            });
  }

  @Override
  public void opened(Channel opened, long nanos, long tookNanos) {
    channel = opened;
    wiring.channels().add(opened);
    wiring.population().publisherOpened();
  }

  /** A new connection takes the place of the one that it has, on the same event loop. */
  void moved(Channel next) {
    Channel last = channel;
    channel = next;
    wiring.channels().add(next);
    if (last != null) {
      last.pipeline().fireUserEventTriggered(Goodbye.CLOSE);
    }
  }

  @Override
  public void failed(String reason, long nanos, long tookNanos) {
    wiring.log().notConnected(nanos, tookNanos, reason);
    wiring.population().publisherFailed(reason);
  }

  @Override
  public void text(ByteBuf text, long nanos) {
    inbox.publisher(number, text);
  }

  @Override
  public void broken(Throwable cause) {
    wiring.population().broken(cause);
  }

  @Override
  public void dropped(String reason) {
    wiring.population().publisherCut(reason);
    dropped();
  }

  @Override
  public void dropped() {
    channel = null;
    wiring.population().publisherDropped();
  }
}
