package dev.broadside.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Subscribers whom we make leave and join again while others listen.
 *
 * @param leave how many leave, one after the other, from the first broadcast to the end of the
 *     measured window; {@code null} for none
 * @param away how long each is away before it connects again
 * @param how how each leaves
 * @param within a rejoin that takes longer is slow
 * @param storms when many leave at once
 */
public record Churn(
    @Nullable Rate leave, Duration away, How how, Duration within, List<Storm> storms) {

  /** Takes a copy of the storms. */
  public Churn {
    storms = List.copyOf(storms);
  }

  /** How a connection leaves. */
  public enum How {
    /** With a close frame, whose answer it waits for. */
    CLOSE,
    /** Without a word: its socket is reset. */
    DROP,
    /** Every other one closes. */
    MIX;

    /** As scenario files write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the one that leaves as number {@code index} says so to the stage. */
    public boolean isClean(long index) {
      return this == CLOSE || (this == MIX && index % 2 == 0);
    }
  }

  /**
   * A part of the audience that leaves at once.
   *
   * @param at from the beginning of the measured window
   * @param leave which part, as {@code 30%}
   * @param spread over how long they come back; none means as fast as {@code connect.rate} lets
   *     them
   */
  public record Storm(Duration at, String leave, Duration away, Duration spread, How how) {

    @Override
    public String toString() {
      String back = spread.isZero() ? "" : ", spread " + text(spread);
      return "at %s leave %s, away %s%s, %s".formatted(text(at), leave, text(away), back, how);
    }

    /** How many of {@code connections} leave; one at least. */
    public int leaving(int connections) {
      double percent = Double.parseDouble(leave.substring(0, leave.length() - 1));
      return (int) Math.max(1, Math.round(connections * percent / 100));
    }
  }

  /** In the words of a scenario file, on one line. */
  @Override
  public String toString() {
    String each = leave == null ? "" : "leave %s, away %s, %s".formatted(leave, text(away), how);
    String all = String.join("; ", storms.stream().map(Storm::toString).toList());
    return each + (each.isEmpty() || all.isEmpty() ? "" : "; ") + all;
  }

  private static String text(Duration time) {
    return DurationText.format(time);
  }

  /** How many leave one after the other in {@code time}. */
  public long leaving(Duration time) {
    return leave == null ? 0 : leave.eventsIn(time);
  }

  /** How many leave in all storms together. */
  public long stormy(int connections) {
    return storms.stream().mapToLong(storm -> storm.leaving(connections)).sum();
  }
}
