package dev.broadside.scale.clock;

/** Where an injector knows the reference's time from. */
public enum ClockSource {
  /** It is the reference, or shares the reference's clock, since both run on one machine. */
  SAME("same clock"),
  /** The environments of both hosts vouch for their wall clocks; asked where no echo comes back. */
  ENVIRONMENT("error bound of the environment"),
  /** UDP packets to the reference and back. */
  UDP_ECHO("UDP echo"),
  /** What it and the reference received of each other's broadcasts: the last resort. */
  STAGE_ECHO("echo through the stage"),
  /** Nothing is known of it. */
  NONE("none");

  private final String word;

  ClockSource(String word) {
    this.word = word;
  }

  /** As people read it. */
  public String word() {
    return word;
  }
}
