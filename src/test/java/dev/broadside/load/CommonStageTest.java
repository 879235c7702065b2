package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CommonStageTest {
  private static final HandlerCounts COUNTS =
      HandlerCounts.of(JsonNodeFactory.instance.objectNode().put("posts", 7));

  private final AtomicLong now = new AtomicLong(900);

  @Test
  void countsOfBeforeTheFirstMeasuredBroadcastAreKept() {
    assertEquals(COUNTS, CommonStage.before(1_000, now::get, within -> answeredAt(999, within)));
  }

  @Test
  void countsThatCameWhenItWasDueAreNot() {
    assertNull(CommonStage.before(1_000, now::get, within -> answeredAt(1_000, within)));
  }

  private HandlerCounts answeredAt(long nanos, Duration within) {
    assertEquals(Duration.ofNanos(100), within);
    now.set(nanos);
    return COUNTS;
  }
}
