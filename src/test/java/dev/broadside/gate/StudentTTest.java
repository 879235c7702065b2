package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
  /** Published tables of Student's t, three decimals. */
  @ParameterizedTest
  @CsvSource({
    "0.95, 1, 6.314", "0.975, 1, 12.706", "0.99, 1, 31.821", "0.995, 1, 63.657",
    "0.95, 5, 2.015", "0.975, 5, 2.571", "0.99, 5, 3.365", "0.995, 5, 4.032",
    "0.95, 11, 1.796", "0.975, 11, 2.201", "0.99, 11, 2.718", "0.995, 11, 3.106",
    "0.95, 30, 1.697", "0.975, 30, 2.042", "0.99, 30, 2.457", "0.995, 30, 2.750",
    "0.95, 120, 1.658", "0.975, 120, 1.980", "0.99, 120, 2.358", "0.995, 120, 2.617"
  })
  void isThatOfThePublishedTables(double probability, int degrees, double quantile) {
    assertEquals(quantile, StudentT.quantile(probability, degrees), 0.0005);
  }

  /** With one, two and four degrees the quantile has a closed form. */
  @Property
  void isTheClosedFormWhereThereIsOne(
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.999) double p) {
    double a = 4 * p * (1 - p);
    double one = Math.tan(Math.PI * (p - 0.5));
    double two = 2 * (p - 0.5) * Math.sqrt(2 / a);
    double root = Math.sqrt(a);
    double q = Math.cos(Math.acos(root) / 3) / root;
    double four = Math.signum(p - 0.5) * 2 * Math.sqrt(Math.max(0, q - 1));

    assertEquals(one, StudentT.quantile(p, 1.0), 1e-8 * Math.max(1, Math.abs(one)));
    assertEquals(two, StudentT.quantile(p, 2.0), 1e-8 * Math.max(1, Math.abs(two)));
    assertEquals(four, StudentT.quantile(p, 4.0), 1e-7 * Math.max(1, Math.abs(four)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.975, 5, 2.570581835636314",
    "0.95, 10, 1.812461122810734",
    "0.975, 10, 2.228138851964939",
    "0.995, 10, 3.169272672616872",
    "0.975, 30, 2.042272456301238"
  })
  void isThatOfTheTablesWithMoreDigits(double probability, int degrees, double quantile) {
    assertEquals(quantile, StudentT.quantile(probability, degrees), 1e-8);
  }

  /** Towards many degrees it is the normal quantile z and two terms (Abramowitz, Stegun 26.7.5). */
  @ParameterizedTest
  @CsvSource({"0.975, 1.959963984540054", "0.99, 2.326347874040841", "0.9999, 3.719016485455709"})
  void becomesTheNormalOne(double probability, double z) {
    double degrees = 10_000;
    double first = (Math.pow(z, 3) + z) / 4 / degrees;
    double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96 / degrees / degrees;

    assertEquals(z + first + second, StudentT.quantile(probability, degrees), 1e-8);
  }

  @Property(tries = 200)
  void isUndoneByTheTail(
      @ForAll @Scale(6) @DoubleRange(min = 0.5001, max = 0.99999) double p,
      @ForAll @DoubleRange(min = 0.5, max = 500) double degrees) {
    assertEquals(1 - p, StudentT.tail(StudentT.quantile(p, degrees), degrees), 1e-12);
  }

  @Test
  void refusesWhatHasNoQuantile() {
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(1, 5.0));
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(0.9, 0.0));
    assertThrows(IllegalArgumentException.class, () -> StudentT.quantile(Double.NaN, 5.0));
  }
}
