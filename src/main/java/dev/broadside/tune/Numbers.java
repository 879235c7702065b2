package dev.broadside.tune;

import dev.broadside.report.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the page prints them, the same on every machine. */
final class Numbers {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Numbers() {}

  /** Three significant digits or one decimal, without zeros at the end; all of a large number. */
  static String plain(double number) {
    if (!Double.isFinite(number)) {
      return Figures.decimal(number);
    }
    if (Math.abs(number) >= 999.5) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    BigDecimal exact = BigDecimal.valueOf(number);
    BigDecimal rounded =
        Math.abs(number) >= 100
            ? exact.setScale(1, RoundingMode.HALF_UP)
            : exact.round(THREE_DIGITS);
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** {@code 1 unit}, {@code 245.5 units}. */
  static String counted(double number, String what) {
    return plain(number) + " " + what + (number == 1 ? "" : "s");
  }

  static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Dollars and cents; small amounts with the digits that say something. */
  static String usd(double dollars) {
    return "$"
        + (dollars > 0 && dollars < 0.1
            ? plain(dollars)
            : String.format(Locale.ROOT, "%,.2f", dollars));
  }
}
