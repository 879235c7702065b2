package dev.broadside.load;

import dev.broadside.measure.Ledger;

/** One broadcast of a user's, whose book is open: it leaves or it stays. */
public final class Publication {
  private final int number;
  private final String marker;
  private final long intendedNanos;
  private final Ledger ledger;
  private final GatlingLog log;
  private final RoomCounts counts;
  private long sentNanos;

  Publication(int number, String marker, long intendedNanos, Room.Books books) {
    this.number = number;
    this.marker = marker;
    this.intendedNanos = intendedNanos;
    this.ledger = books.ledger();
    this.log = books.log();
    this.counts = books.counts();
  }

  /** What has to stand somewhere in what is sent. */
  public String marker() {
    return marker;
  }

  /** A frame is about to be handed to its channel. */
  void leaves() {
    sentNanos = System.nanoTime();
    ledger.sent(number, sentNanos);
  }

  /** The frame was written. */
  void left() {
    log.published(sentNanos, sentNanos - intendedNanos, null);
  }

  /** It will not leave: nobody can be expected to have it. */
  public void stays(String why) {
    if (ledger.withdraw(number)) {
      counts.stayed();
    }
    long now = System.nanoTime();
    log.published(now, now - intendedNanos, why);
  }

  /** A user's own request goes off with it now, and will be answered. */
  public void goesByRequest() {
    ledger.answers().await(number);
    leaves();
  }

  /** The request was answered well, or was not. */
  public void answered(boolean well) {
    if (well) {
      ledger.answers().accepted(number);
    } else {
      ledger.answers().refused(number);
    }
  }
}
