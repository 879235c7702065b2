package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.stub.PostDelay;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class BroadcastRowTest {
  @Test
  void thereAreAsManyDifferentRowsAsPromised() {
    assertEquals(9, new HashSet<>(BroadcastRow.quick()).size());
    assertEquals(23, new HashSet<>(BroadcastRow.full()).size());
    assertEquals(23, BroadcastRow.full().size());
  }

  @Test
  void aRoomIsPostedToWhereThereAreRoomsAndEveryoneElsewhere() {
    TableShape table = TableShape.REFERENCE;
    assertEquals(100, row(BroadcastRow.ROOM_CHAT, table).posted().receivers());
    assertEquals(10_000, row(BroadcastRow.SCAN_CHAT, table).posted().receivers());
    assertEquals(10_000, row(BroadcastRow.HISTORY_CHAT, table).posted().receivers());
  }

  @Test
  void whatReadsManyPagesIsMeasuredLessOften() {
    TableShape large = TableShape.REFERENCE.withConnections(100_000);
    assertTrue(new LookupRow(LookupRow.SCAN, large).isLong());
    assertTrue(new LookupRow(LookupRow.PARALLEL_SCAN, large).isLong());
    assertFalse(new LookupRow(LookupRow.QUERY, large).isLong());
    assertFalse(new LookupRow(LookupRow.SCAN, TableShape.REFERENCE).isLong());
  }

  private static BroadcastRow row(String design, TableShape table) {
    return BroadcastRow.of(design, LookupRow.SCAN, table, FanoutRow.DIRECT, PostDelay.FIFTEEN);
  }
}
