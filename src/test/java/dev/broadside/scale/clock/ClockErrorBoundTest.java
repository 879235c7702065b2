package dev.broadside.scale.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ClockErrorBoundTest {
  private static final String TRACKING =
      "A9FEA97B,169.254.169.123,4,1795246912.284,-0.000004000,0.000001,0.000003,"
          + "-24.8,0.001,0.012,0.000300,0.000046,16.2,Normal\n";

  @Test
  void chronySaysItInThreeParts() {
    assertEquals(
        Optional.of(new ClockErrorBound(200_000, "chronyd, 169.254.169.123, stratum 4")),
        ClockErrorBound.ofChrony(TRACKING));
  }

  @Test
  void aClockThatFollowsNobodyHasNoBound() {
    String alone = TRACKING.replace("Normal", "Not synchronised");
    assertEquals(Optional.empty(), ClockErrorBound.ofChrony(alone));
    assertEquals(Optional.empty(), ClockErrorBound.ofChrony("506 Cannot talk to daemon"));
    assertEquals(Optional.empty(), ClockErrorBound.ofChrony(TRACKING.replace("0.000300", "NaN")));
  }

  @Property(tries = 200)
  void anythingElseIsNoBoundOrOne(@ForAll String text) {
    assertTrue(ClockErrorBound.ofChrony(text).stream().allMatch(bound -> bound.boundNanos() >= 0));
  }
}
