package dev.broadside.process;

import java.util.function.IntConsumer;
import sun.misc.Signal;

/** SIGINT and SIGTERM, as numbers, and SIGHUP. */
public final class Signals {
  private Signals() {}

  /**
   * Calls {@code onSignal} with the signal's number (2 or 15) at its first arrival; a second one
   * ends the process at once, with the exit code that shells give it.
   */
  public static void onInterrupt(IntConsumer onSignal) {
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            for (String again : new String[] {"INT", "TERM"}) {
              Signal.handle(new Signal(again), s -> Runtime.getRuntime().halt(128 + s.getNumber()));
            }
            onSignal.accept(signal.getNumber());
          });
    }
  }

  /** Calls {@code onSignal} at each SIGHUP. */
  public static void onHangup(Runnable onSignal) {
    Signal.handle(new Signal("HUP"), signal -> onSignal.run());
  }
}
