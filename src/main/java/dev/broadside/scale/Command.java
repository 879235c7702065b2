package dev.broadside.scale;

/**
 * What an injector's protocol wants done next: one thing at a time, each answered by a {@link
 * Reply}. What goes to the table may be done again when nobody knows whether it was done.
 */
sealed interface Command {

  /** Something that the table does. */
  sealed interface ToTable extends Command {}

  /** Says what the run is, or finds what it is. */
  record Announce() implements ToTable {}

  /** Takes a slot unless somebody else has it. */
  record Claim(int slot) implements ToTable {}

  /** Asks for the table's time. */
  record AskTime() implements ToTable {}

  /** Joins the set of those who are ready. */
  record Arrive(int slot) implements ToTable {}

  /** Looks at the barrier and the switch. */
  record Look() implements ToTable {}

  /** Writes what becomes of the run unless that is decided. */
  record Decide(Decision decision) implements ToTable {}

  /** Turns the switch. */
  record Abort(String why) implements ToTable {}

  /** Puts a piece of the result. */
  record Send(int slot, int part) implements ToTable {}

  /** Says that the result is whole. */
  record Confirm(int slot) implements ToTable {}

  /** Opens the connections of a shard. */
  record Connect(int slot) implements Command {}

  /** Publishes and listens from that time on, until all is measured. */
  record Begin(long startAtMicros) implements Command {}

  /** Waits, about so long. */
  record Pause(long nanos) implements Command {}

  /** Ends the injector; nothing follows. */
  record Leave(int code, String sentence) implements Command {}

  /** What may become of a run that has not begun. */
  sealed interface Decision {

    /** It begins, with those who are ready now; at least so many must be. */
    record Start(long startAtMicros, int atLeast) implements Decision {}

    /** It does not. */
    record Fail(String why) implements Decision {}
  }
}
