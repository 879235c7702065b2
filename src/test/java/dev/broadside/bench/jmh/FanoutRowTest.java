package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.stub.PostDelay;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutRowTest {
  @Test
  void thereAreAsManyDifferentRowsAsPromised() {
    assertEquals(12, new HashSet<>(FanoutRow.quick()).size());
    assertEquals(37, new HashSet<>(FanoutRow.full()).size());
    assertEquals(37, FanoutRow.full().size());
  }

  @Test
  void whatIsQuickIsPartOfWhatIsFull() {
    assertTrue(FanoutRow.full().containsAll(FanoutRow.quick()));
  }

  @Test
  void aRoundIsAsManyPostsAsMayBeInFlight() {
    assertEquals(16, FanoutRow.reference("direct").rounds());
    assertEquals(50, FanoutRow.reference(FanoutRow.SERIAL).rounds());
    FanoutRow refused = new FanoutRow("async", 1_000, 64, PostDelay.FIFTEEN, 10, 10);
    assertEquals(List.of(1_100, 18), List.of(refused.attempts(), refused.rounds()));
  }
}
