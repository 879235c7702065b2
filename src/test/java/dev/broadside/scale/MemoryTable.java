package dev.broadside.scale;

/** A table for one injector, as safe for its two threads as the real one. */
final class MemoryTable implements Table {
  private final String owner;
  private ModelTable model = ModelTable.EMPTY;
  private Beat last = Beat.alive("");
  private boolean flaky;
  private boolean failsNext;
  private int losing;

  MemoryTable(String owner) {
    this.owner = owner;
  }

  /** From now on every other request is done and not answered. */
  synchronized void failEveryOther() {
    flaky = true;
  }

  /** So many times the switch will not hear that it is turned. */
  synchronized void loseAborts(int requests) {
    losing = requests;
  }

  @Override
  public synchronized Reply perform(Command.ToTable command) {
    if (losing > 0 && command instanceof Command.Abort) {
      losing--;
      return new Reply.Unclear("no answer");
    }
    ModelTable.Answer answer = model.perform(command, owner, "plan");
    model = answer.table();
    return isLost() ? new Reply.Unclear("no answer") : answer.reply();
  }

  private boolean isLost() {
    failsNext = flaky && !failsNext;
    return failsNext;
  }

  @Override
  public synchronized Reply beat(int slot, Beat beat) {
    last = beat;
    return new Reply.Done();
  }

  synchronized ModelTable model() {
    return model;
  }

  synchronized Beat lastBeat() {
    return last;
  }
}
