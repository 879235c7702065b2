package dev.broadside.scale;

/** A table for one injector, as safe for its two threads as the real one. */
final class MemoryTable implements Table {
  private final String owner;
  private ModelTable model = ModelTable.EMPTY;
  private Beat last = Beat.alive("");
  private boolean flaky;
  private boolean failsNext;

  MemoryTable(String owner) {
    this.owner = owner;
  }

  /** From now on every other request is done and not answered. */
  synchronized void failEveryOther() {
    flaky = true;
  }

  @Override
  public synchronized Reply perform(Command.ToTable command) {
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
