package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class AnchorTest {
  @Property
  void aTimeTurnedThereAndBackIsTheSameMicrosecond(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long offsetNanos) {
    Anchor anchor = new Anchor(1_763_700_900_000_000L, 12_345);
    long nanos = 12_345 + offsetNanos;
    long back = anchor.toNanoTime(anchor.toEpochMicros(nanos));
    assertTrue(nanos - back >= 0 && nanos - back < 1_000, () -> nanos + " -> " + back);
  }

  @Test
  void bothClocksAreReadTogether() {
    Anchor anchor = Anchor.now();
    double before = Instant.now().toEpochMilli();
    double told = anchor.toEpochMicros(System.nanoTime()) / 1_000.0;
    double after = Instant.now().toEpochMilli();
    assertTrue(told > before - 1_000 && told < after + 1_000, before + " " + told + " " + after);
  }
}
