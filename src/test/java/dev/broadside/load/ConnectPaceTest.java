package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Rate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class ConnectPaceTest {
  private static final long SECOND = 1_000_000_000;
  private static final int RATE = 500;

  /** What was asked for when; some of it all at once. */
  @Property(tries = 200)
  void inNoSecondAreMoreOpenedThanTheRateAndATenthOfIt(
      @ForAll @LongRange(min = Long.MAX_VALUE - SECOND, max = Long.MAX_VALUE) long start,
      @ForAll @Size(max = 60) List<@IntRange(max = 40_000_000) Integer> gaps,
      @ForAll @IntRange(max = 1_000) int atOnce) {
    ConnectPace pace = new ConnectPace(new Rate(RATE), start);
    long now = 0;
    List<Long> opened = new ArrayList<>();
    for (int gap : gaps) {
      now += gap;
      opened.add(now + pace.takeNanos(start + now));
    }
    for (int i = 0; i < atOnce; i++) {
      opened.add(now + pace.takeNanos(start + now));
    }
    for (int i = 0; i + RATE + RATE / 10 + 1 < opened.size(); i++) {
      assertTrue(opened.get(i + RATE + RATE / 10 + 1) - opened.get(i) >= SECOND, "from " + i);
    }
  }

  @Property(tries = 100)
  void whoAsksAtTheRateWaitsForNothing(@ForAll @IntRange(min = 1, max = 100_000) int rate) {
    long interval = new Rate(rate).offsetNanos(1);
    ConnectPace pace = new ConnectPace(new Rate(rate), 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(0, pace.takeNanos(i * interval));
    }
  }
}
