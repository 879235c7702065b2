package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.cli.live.LiveBoard;
import dev.broadside.cli.live.TerminalView;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, on standard error: a few lines that are written over on a terminal that can;
 * elsewhere a line when the phase changes and every ten seconds. The board of a live page, where
 * there is one, hears of it too.
 *
 * <p>The cursor stays visible, in the first column below what is drawn: there is nothing to restore
 * for whom a second Ctrl-C or a SIGKILL ends.
 */
final class LiveLine {
  private static final int QUIET_SECONDS = 10;
  private static final String UP = "\033[%dA";
  private static final String REST_OF_LINE = "\033[K";
  private static final String REST_OF_SCREEN = "\033[J";

  private final PrintStream err;
  private final Terminal terminal;
  private final boolean draws;
  private final @Nullable LiveBoard board;
  private final TerminalView view = new TerminalView();
  private String phase = "";
  private int secondsInPhase;
  private int drawn;

  /**
   * A line.
   *
   * @param draws whether it may be drawn over
   * @param board of a live page
   */
  LiveLine(PrintStream err, Terminal terminal, boolean draws, @Nullable LiveBoard board) {
    this.err = err;
    this.terminal = terminal;
    this.draws = draws;
    this.board = board;
  }

  /** Shows a progress message of the injector; whether a phase began with it. */
  boolean show(JsonNode progress) {
    String now = progress.path("phase").asText();
    boolean changed = !now.equals(phase);
    secondsInPhase = changed ? 0 : secondsInPhase + 1;
    phase = now;
    if (board != null) {
      board.add(progress);
    }
    if (draws) {
      overwrite(view.frame(progress, terminal.columns() - 1));
    } else if (changed || secondsInPhase % QUIET_SECONDS == 0) {
      err.println(text(progress));
    }
    return changed;
  }

  /** In one write, so that nobody sees half of it. */
  private void overwrite(List<String> lines) {
    StringBuilder frame = new StringBuilder(up());
    for (String line : lines) {
      frame.append(line).append(REST_OF_LINE).append('\n');
    }
    err.print(frame.append(REST_OF_SCREEN));
    err.flush();
    drawn = lines.size();
  }

  private String up() {
    return "\r" + (drawn == 0 ? "" : UP.formatted(drawn));
  }

  /** Leaves the terminal clean. */
  void end() {
    if (drawn > 0) {
      err.print(up() + REST_OF_SCREEN);
      err.flush();
      drawn = 0;
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
