package dev.broadside.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are printed, the same on every machine: ASCII digits, point and comma. */
public final class Figures {
  static final String UNKNOWN = "–";
  static final String NEVER = "∞";

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000);
  private static final BigDecimal TEN_MINUTES = BigDecimal.valueOf(600_000);
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);
  private static final double NANOSECOND = 1e-6;

  private Figures() {}

  /** Three significant digits and a unit: {@code 48.2 ms}, {@code 1.23 s}. */
  public static String duration(double millis) {
    if (Math.abs(millis) < NANOSECOND) {
      return "0 ms";
    }
    if (!Double.isFinite(millis)) {
      return Double.isNaN(millis) ? UNKNOWN : NEVER;
    }
    // Rounded before the unit is chosen, or 999.9 ms would print as 1000 ms.
    BigDecimal rounded = BigDecimal.valueOf(millis).round(THREE_DIGITS);
    BigDecimal size = rounded.abs();
    if (size.compareTo(BigDecimal.ONE) < 0) {
      return digits(rounded.movePointRight(3)) + " µs";
    }
    if (size.compareTo(SECOND) < 0) {
      return digits(rounded) + " ms";
    }
    return size.compareTo(TEN_MINUTES) < 0
        ? digits(rounded.divide(SECOND)) + " s"
        : digits(BigDecimal.valueOf(millis).divide(MINUTE, THREE_DIGITS)) + " min";
  }

  static String duration(Duration duration) {
    return duration(duration.toNanos() / 1e6);
  }

  /**
   * A percentile of a latency: ∞ where it falls on a value that never came, – where no value was
   * due.
   *
   * @param count of the distribution that it is from
   */
  static String percentile(long count, @Nullable Double millis) {
    return millis == null ? absent(count) : duration(millis);
  }

  /** The same for a column that names its unit: {@code 48.2}, {@code 1,230}. */
  static String percentileMillis(long count, @Nullable Double millis) {
    if (millis == null) {
      return absent(count);
    }
    return Double.isFinite(millis) ? decimal(millis) : duration((double) millis);
  }

  private static String absent(long count) {
    return count == 0 ? UNKNOWN : NEVER;
  }

  static String count(@Nullable Long count) {
    return count == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", count);
  }

  /** Three significant digits, or all of a number of 1,000 and above. */
  public static String decimal(@Nullable Double number) {
    if (number == null || !Double.isFinite(number)) {
      return UNKNOWN;
    }
    return Math.abs(number) >= 999.5
        ? String.format(Locale.ROOT, "%,.0f", number)
        : digits(BigDecimal.valueOf(number).round(THREE_DIGITS));
  }

  /** The same without zeros at its end: {@code 10}, {@code 0.5}, {@code 1,230}. */
  static String plain(double number) {
    String text = decimal(number);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** Three significant digits, zeros included. */
  private static String digits(BigDecimal number) {
    BigDecimal rounded = number.round(THREE_DIGITS);
    if (rounded.signum() == 0 || Math.abs(rounded.doubleValue()) < NANOSECOND) {
      return "0";
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.setScale(Math.max(0, 2 - exponent), RoundingMode.UNNECESSARY).toPlainString();
  }

  /** A coordinate of a drawing: one decimal is a tenth of a pixel. */
  public static String coordinate(double pixels) {
    return String.format(Locale.ROOT, "%.1f", pixels);
  }
}
