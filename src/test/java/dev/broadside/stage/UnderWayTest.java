package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private final UnderWay underWay = new UnderWay();
  private final AtomicInteger left = new AtomicInteger();

  @Test
  void whatIsIdleIsLeftAtOnceAndForGood() {
    assertTrue(underWay.enter());
    underWay.leave();
    underWay.giveUp(left::incrementAndGet);
    assertEquals(1, left.get());
    assertFalse(underWay.enter());
  }

  @Test
  void whatIsUnderWayEndsBeforeItsPlaceIsLeft() {
    assertTrue(underWay.enter());
    assertTrue(underWay.enter());
    underWay.giveUp(left::incrementAndGet);
    underWay.leave();
    assertEquals(0, left.get());
    underWay.leave();
    assertEquals(1, left.get());
  }
}
