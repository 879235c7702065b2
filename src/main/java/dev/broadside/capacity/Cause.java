package dev.broadside.capacity;

import java.util.Locale;

/** Why a load does not hold. */
public enum Cause {
  /** Too many broadcasts reach their last receiver too late. */
  LATENCY("the SLO: too many broadcasts reach their last receiver too late"),
  /** The last receiver's latency grows for as long as the load lasts. */
  BACKLOG("a backlog: the last receiver is later with every broadcast"),
  /** More deliveries are lost, repeated or misdirected than the SLO allows. */
  LOSS("loss: deliveries went missing, came twice or went astray"),
  /** The stage does not take what is published. */
  REFUSAL("refusal: the stage did not take what was published"),
  /** Posts to connections were throttled, which is behind what the SLO sees. */
  THROTTLE("a throttle: posts to connections were answered 429"),
  /** The stage does not take so many connections or messages. */
  QUOTA("a quota: handshakes or messages were answered 429");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** As people read it. */
  public String words() {
    return words;
  }

  /** As files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
