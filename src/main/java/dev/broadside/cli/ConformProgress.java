package dev.broadside.cli;

import dev.broadside.conform.Finding;
import dev.broadside.conform.Result;
import java.io.PrintStream;

/**
 * Where the checks are, on standard error: one line that is written over on a terminal; elsewhere
 * only that they began.
 */
final class ConformProgress {
  private final PrintStream err;
  private final Terminal terminal;
  private int total;
  private int found;
  private int differing;

  ConformProgress(PrintStream err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  synchronized void start(int checks, boolean local) {
    total = checks;
    String text = local ? "starting local stages" : "looking at the stage";
    if (terminal.errIsTerminal()) {
      overwrite(text);
    } else {
      err.println(text + "; " + checks + " checks");
    }
  }

  /** Hears a result, on any thread. */
  synchronized void found(Result result) {
    found++;
    differing += result.finding() instanceof Finding.Differs ? 1 : 0;
    if (terminal.errIsTerminal()) {
      String differ = differing == 0 ? "" : differing + " differ  ";
      overwrite(
          "checking  "
              + found
              + " of "
              + total
              + "  "
              + differ
              + result.id()
              + " "
              + result.sentence());
    }
  }

  private void overwrite(String text) {
    int room = terminal.columns() - 1;
    String fitting = text.length() > room ? text.substring(0, room) : text;
    err.print("\r" + fitting + " ".repeat(room - fitting.length()));
    err.flush();
  }

  /** Leaves the terminal's line clean. */
  synchronized void end() {
    if (terminal.errIsTerminal()) {
      err.print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
      err.flush();
    }
  }
}
