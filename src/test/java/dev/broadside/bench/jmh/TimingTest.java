package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {
  /* Student's t of 4 degrees of freedom at 99% is 4.6041; the deviation of 8…12 is 1.5811. */
  @Test
  void theIntervalIsOfTheForks() {
    Timing timing = Timing.of(List.of(8.0, 9.0, 10.0, 11.0, 12.0), 64);
    assertEquals(10, timing.mean(), 1e-9);
    assertEquals(10 - 4.6041 * 1.5811 / Math.sqrt(5), timing.low(), 1e-3);
    assertEquals(10 + 4.6041 * 1.5811 / Math.sqrt(5), timing.high(), 1e-3);
    assertEquals(64, timing.bytes());
  }

  @Test
  void aTimeIsNotBelowZeroHoweverWideItsInterval() {
    Timing timing = Timing.of(List.of(1.0, 2.0, 3.0), 0);
    assertEquals(0, timing.low());
    assertEquals(2 + 9.9248 / Math.sqrt(3), timing.high(), 1e-3);
  }

  @Test
  void oneForkHasNoInterval() {
    assertEquals(new Timing(List.of(5.0), 5, 5, 5, 0), Timing.of(List.of(5.0), 0));
  }
}
