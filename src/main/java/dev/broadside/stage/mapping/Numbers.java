package dev.broadside.stage.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Arithmetic as Velocity does it: whole numbers stay whole, everything else is a double. */
final class Numbers {
  private Numbers() {}

  /** A decimal, as a double where that loses nothing: then it is written as Java writes doubles. */
  static Number of(BigDecimal decimal) {
    double number = decimal.doubleValue();
    return Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(decimal) == 0
        ? (Number) number
        : (Number) decimal;
  }

  /** A whole number, as a long where it fits. */
  static Number of(BigInteger whole) {
    return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : (Number) whole;
  }

  /** The result, or null where Velocity has none: division by zero. */
  static @Nullable Object calculate(Operator operator, Number left, Number right) {
    if (left instanceof Long first && right instanceof Long second) {
      return whole(operator, first, second);
    }
    double first = left.doubleValue();
    double second = right.doubleValue();
    double result =
        switch (operator) {
          case PLUS -> first + second;
          case MINUS -> first - second;
          case TIMES -> first * second;
          case DIVIDE -> first / second;
          case REMAINDER -> first % second;
          default -> Double.NaN;
        };
    return Double.isFinite(result) ? result : null;
  }

  private static @Nullable Object whole(Operator operator, long left, long right) {
    try {
      return switch (operator) {
        case PLUS -> Math.addExact(left, right);
        case MINUS -> Math.subtractExact(left, right);
        case TIMES -> Math.multiplyExact(left, right);
        case DIVIDE -> right == 0 ? null : (Object) Math.divideExact(left, right);
        case REMAINDER -> right == 0 ? null : (Object) (left % right);
        default -> null;
      };
    } catch (ArithmeticException overflow) {
      throw new RenderingStop(left + " " + operator.sign + " " + right + " has more than 64 bits.");
    }
  }

  static int compare(Number left, Number right) {
    return decimal(left).compareTo(decimal(right));
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof Double fraction
        ? BigDecimal.valueOf(fraction)
        : new BigDecimal(number.toString());
  }
}
