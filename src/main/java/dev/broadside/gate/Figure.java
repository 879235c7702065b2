package dev.broadside.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them, in every locale alike. */
final class Figure {
  private static final int DIGITS = 4;
  private static final double LARGEST_RATIO = 10;
  private static final double LARGE = 100_000;

  private Figure() {}

  /** Four significant digits; large ones whole, with commas. */
  static String number(double value) {
    if (Math.abs(value) >= LARGE) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A ratio as a change: {@code +3.1%}; what is out of all proportion as such. */
  static String change(@Nullable Double ratio) {
    if (ratio == null) {
      return "?";
    }
    return ratio > LARGEST_RATIO
        ? "> +900%"
        : String.format(Locale.ROOT, "%+.1f%%", 100 * (ratio - 1));
  }

  /** A share: {@code 3.1%}. */
  static String percent(@Nullable Double share) {
    return share == null ? "?" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
