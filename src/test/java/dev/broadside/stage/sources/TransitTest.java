package dev.broadside.stage.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TransitTest {
  @Property(tries = 200)
  void noPageArrivesBeforeItsTimeAndNoneOvertakes(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 50) Integer> arrivals) {
    Transit transit = new Transit();
    for (int i = 0; i < arrivals.size(); i++) {
      assertEquals(i >= 16, transit.isFull());
      transit.add(List.of(Changes.change(i, "a")), arrivals.get(i));
    }
    List<Integer> order = new ArrayList<>();
    for (long now = 0; now <= 50; now++) {
      for (List<Change> page = transit.take(now); !page.isEmpty(); page = transit.take(now)) {
        int number = Integer.parseInt(page.getFirst().id());
        assertTrue(now >= arrivals.get(number));
        order.add(number);
      }
      assertTrue(transit.nanosUntilDue(now) > 0);
    }
    assertEquals(order.stream().sorted().toList(), order);
    assertEquals(arrivals.size(), order.size());
    assertTrue(transit.isEmpty());
    assertFalse(transit.isFull());
  }
}
