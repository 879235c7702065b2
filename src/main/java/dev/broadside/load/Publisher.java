package dev.broadside.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** One connection that publishes. What comes back to it is an echo, in nobody's books. */
final class Publisher implements Connection {
  private final int number;
  private final Person person;
  private final Wiring wiring;
  private final Inbox inbox;
  private volatile @Nullable Channel channel;

  Publisher(int number, Person person, Wiring wiring, Inbox inbox) {
    this.number = number;
    this.person = person;
    this.wiring = wiring;
    this.inbox = inbox;
  }

  /** Its number among the publishers, from 0. */
  int number() {
    return number;
  }

  /** Who it is. */
  Person person() {
    return person;
  }

  /** Its channel while it is open. */
  @Nullable Channel channel() {
    return channel;
  }

  @Override
  public void opened(Channel opened, long nanos, long tookNanos) {
    channel = opened;
    wiring.channels().add(opened);
    wiring.population().publisherOpened();
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
  public void dropped() {
    channel = null;
    wiring.population().publisherDropped();
  }
}
