package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/** Counts the invocations of a place that are not over, so that it can be left when none is. */
final class UnderWay {
  private int count;
  private @Nullable Runnable whenOver;

  /** One begins; false when the place was given up, and nothing may begin there. */
  synchronized boolean enter() {
    if (whenOver != null) {
      return false;
    }
    count++;
    return true;
  }

  /** One is over. */
  void leave() {
    Runnable over;
    synchronized (this) {
      count--;
      over = count == 0 ? whenOver : null;
    }
    if (over != null) {
      over.run();
    }
  }

  /**
   * Nothing begins here any more.
   *
   * @param then called once, by whoever ends last
   */
  void giveUp(Runnable then) {
    boolean over;
    synchronized (this) {
      whenOver = then;
      over = count == 0;
    }
    if (over) {
      then.run();
    }
  }
}
