package dev.broadside.stage.sources;

import static dev.broadside.stage.sources.Changes.atMost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.broadside.template.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a batch that fails: time goes on by a minute between attempts. */
final class LaneTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final Verdict DONE = new Verdict.Done();
  private static final Verdict FAILED = new Verdict.Failed();

  private final List<String> discarded = new ArrayList<>();
  private long now;

  private Lane lane(EventSource.Retries retries, int changes) {
    Lane lane =
        new Lane(
            Changes.batches(4, Duration.ZERO),
            retries,
            gone -> gone.forEach(change -> discarded.add(change.id())));
    for (int i = 0; i < changes; i++) {
      lane.add(Changes.change(i, "x"), now);
    }
    return lane;
  }

  private @Nullable String begin(Lane lane) {
    now += MINUTE;
    List<Change> batch = lane.begin(now);
    return batch == null ? null : String.join("", batch.stream().map(Change::id).toList());
  }

  @Test
  void aFailedBatchIsTriedAgainBeforeAllBehindIt() {
    Lane lane = lane(Changes.FOR_EVER, 6);
    for (int attempt = 0; attempt < 100; attempt++) {
      assertEquals("0123", begin(lane));
      lane.ended(FAILED, now);
    }
    assertEquals("0123", begin(lane));
    lane.ended(DONE, now);
    assertEquals("45", begin(lane));
    lane.ended(DONE, now);
    assertEquals(0, lane.held());
    assertEquals(0, lane.heldBytes());
  }

  @Test
  void whileABatchIsUnderWayThereIsNoOther() {
    Lane lane = lane(Changes.FOR_EVER, 6);
    begin(lane);
    assertNull(begin(lane));
    assertEquals(Long.MAX_VALUE, lane.nanosUntilDue(now));
  }

  @Test
  void aFailedBatchPausesLongerEachTimeUpToHalfAMinute() {
    Lane lane = lane(Changes.FOR_EVER, 1);
    List<Long> millis = new ArrayList<>();
    for (int attempt = 0; attempt < 12; attempt++) {
      begin(lane);
      lane.ended(FAILED, now);
      assertNull(lane.begin(now));
      millis.add(lane.nanosUntilDue(now) / 1_000_000);
    }
    assertEquals(List.of(250L, 500L, 1_000L), millis.subList(0, 3));
    assertEquals(List.of(30_000L, 30_000L), millis.subList(10, 12));
  }

  @Test
  void afterItsLastRetryABatchIsDiscarded() {
    Lane lane = lane(atMost(2, false), 5);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertEquals("0123", begin(lane));
      lane.ended(FAILED, now);
    }
    assertEquals(List.of("0", "1", "2", "3"), discarded);
    assertEquals("4", begin(lane));
  }

  @Test
  void theFirstThatFailedBeginsTheNextBatch() {
    Lane lane = lane(atMost(1, false), 5);
    assertEquals("0123", begin(lane));
    lane.ended(new Verdict.PartlyFailed(Set.of("3", "2")), now);
    assertEquals("23", begin(lane));
    lane.ended(new Verdict.PartlyFailed(Set.of("2")), now);
    assertEquals(List.of("2", "3"), discarded);
    assertEquals("4", begin(lane));
  }

  @Test
  void halvesAreTriedInTheirOrderAndOnlyThePoisonIsDiscarded() {
    Lane lane = lane(atMost(0, true), 5);
    List<String> tried = new ArrayList<>();
    for (String batch = begin(lane); batch != null; batch = begin(lane)) {
      tried.add(batch);
      lane.ended(batch.contains("2") ? FAILED : DONE, now);
    }
    assertEquals(List.of("0123", "01", "23", "2", "3", "4"), tried);
    assertEquals(List.of("2"), discarded);
    assertEquals(0, lane.held());
  }

  @Test
  void whatIsTooOldIsDiscardedWithoutBeingTried() {
    Lane lane = lane(new EventSource.Retries(null, Duration.ofMinutes(2), false), 2);
    lane.add(new Change("young", "x", new byte[0], 2 * MINUTE), 0);
    assertEquals("01young", begin(lane));
    lane.ended(FAILED, now);
    now += MINUTE;
    assertEquals("young", begin(lane));
    assertEquals(List.of("0", "1"), discarded);
  }
}
