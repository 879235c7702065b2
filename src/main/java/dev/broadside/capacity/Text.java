package dev.broadside.capacity;

import dev.broadside.report.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as this package prints them, the same on every machine. */
final class Text {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Text() {}

  /** Up to four significant digits without zeros at the end; all of a large number. */
  static String plain(double number) {
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "–" : "∞";
    }
    if (Math.abs(number) >= 999.5 || number == Math.rint(number)) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return BigDecimal.valueOf(number).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Three significant digits of any size. */
  static String small(double number) {
    if (!Double.isFinite(number)) {
      return number > 0 ? "∞" : "-∞";
    }
    return number != 0 && Math.abs(number) < 1e-3
        ? String.format(Locale.ROOT, "%.1e", number)
        : Figures.decimal(number);
  }
}
