package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HandlerCountsTest {
  private static final long DUE = 100;
  private static final HandlerCounts COUNTS = new HandlerCounts(1, 1, 0, 0, 0, 1, 1, 1, null);

  /** Asked at that time, and answered so much later. */
  private static @Nullable HandlerCounts read(long askedNanos, long later) {
    AtomicLong now = new AtomicLong(askedNanos);
    return HandlerCounts.before(
        DUE,
        now::get,
        within -> {
          assertEquals(DUE - askedNanos, within.toNanos());
          now.addAndGet(later);
          return COUNTS;
        });
  }

  @Test
  void whatIsReadBeforeTheWindowIsWhatWasCountedUntilThen() {
    assertEquals(COUNTS, read(50, 49));
  }

  @Test
  void whatIsReadInTheWindowIsUnknown() {
    assertNull(read(50, 50));
    assertNull(read(101, 0));
  }

  @Test
  void anUnknownEdgeMakesTheWindowUnknown() {
    assertNull(HandlerCounts.between(read(101, 0), COUNTS).posts());
  }
}
