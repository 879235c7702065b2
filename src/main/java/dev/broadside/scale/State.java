package dev.broadside.scale;

/** Where an injector is in the protocol. */
sealed interface State {

  /** It says what the run is. */
  record Announcing() implements State {}

  /** It tries to get a slot. */
  record Claiming(int slot) implements State {}

  /** It compares its clock with the table's. */
  record Comparing(int slot) implements State {}

  /** It opens its connections. */
  record Connecting(int slot) implements State {}

  /**
   * It is ready and waits for the others.
   *
   * @param deadlineNanos when it has waited long enough
   */
  record AtBarrier(int slot, long deadlineNanos) implements State {}

  /** It measures. */
  record Running(int slot) implements State {}

  /** It leaves its result in the table. */
  record Sending(int slot, int part, Reply.Finished result) implements State {}

  /** It says that the result is whole. */
  record Confirming(int slot, Reply.Finished result) implements State {}

  /** It turns the switch, since the run cannot be whole without it. */
  record Aborting(Reply.Broke why) implements State {}

  /** It does something again that may not have been done. */
  record Retrying(State state, Command.ToTable command, int attempt, long untilNanos)
      implements State {}

  /** It has left. */
  record Left() implements State {}
}
