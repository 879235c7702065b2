package dev.broadside.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as scenario files write them: {@code 500ms}, {@code 1.5s}, {@code 10m}. Whole
 * microseconds, and at most a week, so that a count of nanoseconds never overflows.
 */
public final class DurationText {
  static final Duration LONGEST = Duration.ofDays(7);

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(us|ms|s|m|h)");

  private enum Unit {
    HOURS("h", 3_600_000_000L),
    MINUTES("m", 60_000_000L),
    SECONDS("s", 1_000_000L),
    MILLIS("ms", 1_000L),
    MICROS("us", 1L);

    private final String word;
    private final long micros;

    Unit(String word, long micros) {
      this.word = word;
      this.micros = micros;
    }
  }

  private static final List<Unit> UNITS = List.of(Unit.values());

  private DurationText() {}

  /** Reads a number and its unit. */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time: write a number and its unit, as 500ms, 30s or 10m");
    }
    Unit unit =
        UNITS.stream().filter(u -> u.word.equals(matcher.group(2))).findFirst().orElseThrow();
    BigDecimal micros = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.micros));
    if (micros.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException("'" + text + "' is finer than a microsecond");
    }
    if (micros.compareTo(BigDecimal.valueOf(LONGEST.toNanos() / 1000)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than " + format(LONGEST));
    }
    return Duration.ofNanos(micros.longValueExact() * 1000);
  }

  /** Writes it in the largest unit that leaves a whole number. */
  public static String format(Duration duration) {
    long micros = duration.toNanos() / 1000;
    if (micros == 0) {
      return "0s";
    }
    Unit unit = UNITS.stream().filter(u -> micros % u.micros == 0).findFirst().orElse(Unit.MICROS);
    return micros / unit.micros + unit.word;
  }
}
