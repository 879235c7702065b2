package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Where a run is, on standard error: one line that is written over on a terminal; elsewhere a line
 * when the phase changes and every ten seconds.
 */
final class LiveLine {
  private static final int QUIET_SECONDS = 10;

  private final PrintStream err;
  private final Terminal terminal;
  private String phase = "";
  private int secondsInPhase;
  private boolean drawn;

  LiveLine(PrintStream err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Shows a progress message of the injector; whether a phase began with it. */
  boolean show(JsonNode progress) {
    String now = progress.path("phase").asText();
    boolean changed = !now.equals(phase);
    secondsInPhase = changed ? 0 : secondsInPhase + 1;
    phase = now;
    if (terminal.errIsTerminal()) {
      overwrite(text(progress));
    } else if (changed || secondsInPhase % QUIET_SECONDS == 0) {
      err.println(text(progress));
    }
    return changed;
  }

  private void overwrite(String text) {
    int room = terminal.columns() - 1;
    String fitting = text.length() > room ? text.substring(0, room) : text;
    err.print("\r" + fitting + " ".repeat(room - fitting.length()));
    err.flush();
    drawn = true;
  }

  /** Leaves the terminal's line clean. */
  void end() {
    if (drawn) {
      err.print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
      err.flush();
    }
  }

  private static String text(JsonNode progress) {
    return switch (progress.path("phase").asText()) {
      case "stage" -> "starting the local stage";
      case "connecting" ->
          String.format(
              Locale.ROOT,
              "connecting  %,d of %,d open",
              progress.path("open").asInt(),
              progress.path("asked").asInt());
      case "reporting" -> "writing the report";
      default -> running(progress);
    };
  }

  private static String running(JsonNode progress) {
    return String.format(
        Locale.ROOT,
        "%-9s  %d s left  %,d open  %d/%d broadcasts  %,d deliveries/s  last p50 %s p95 %s",
        progress.path("phase").asText(),
        progress.path("secondsLeft").asLong(),
        progress.path("open").asInt(),
        progress.path("published").asLong(),
        progress.path("planned").asLong(),
        progress.path("deliveriesPerSecond").asLong(),
        millis(progress.path("lastP50Millis")),
        millis(progress.path("lastP95Millis")));
  }

  private static String millis(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "–"
        : String.format(Locale.ROOT, "%.0f ms", value.asDouble());
  }
}
