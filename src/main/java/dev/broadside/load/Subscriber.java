package dev.broadside.load;

import dev.broadside.measure.Ledger;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** One connection of the audience. */
final class Subscriber implements Connection {
  private final int number;
  private final Wiring wiring;
  private final Ledger ledger;
  private final Inbox inbox;

  Subscriber(int number, Wiring wiring, Inbox inbox) {
    this.number = number;
    this.wiring = wiring;
    this.ledger = wiring.ledger();
    this.inbox = inbox;
  }

  @Override
  public void opened(Channel channel, long nanos, long tookNanos) {
    ledger.joined(number, nanos);
    wiring.log().connected(nanos, tookNanos);
    wiring.population().subscriberOpened(tookNanos);
    wiring.channels().add(channel);
    wiring.pings().watch(number, channel);
  }

  @Override
  public void failed(String reason, long nanos, long tookNanos) {
    wiring.log().notConnected(nanos, tookNanos, reason);
    wiring.population().subscriberFailed(reason);
  }

  @Override
  public void text(ByteBuf text, long nanos) {
    inbox.subscriber(number, text, nanos);
  }

  @Override
  public void broken(Throwable cause) {
    wiring.population().broken(cause);
  }

  @Override
  public void dropped(String reason) {
    wiring.population().cut(reason);
    dropped();
  }

  @Override
  public void dropped() {
    if (!wiring.population().isOver()) {
      ledger.disconnected(number);
      wiring.population().dropped();
    }
  }
}
