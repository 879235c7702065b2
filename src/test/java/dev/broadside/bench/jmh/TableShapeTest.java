package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Pages;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableShapeTest {
  private static final TableShape SHAPE = TableShape.REFERENCE.withConnections(3_000);

  @Test
  void allItemsOfAShapeHaveItsSize() {
    assertEquals(
        Map.of(200L, 3_000L),
        SHAPE.items().collect(Collectors.groupingBy(ConnectionItem::size, Collectors.counting())));
  }

  @Test
  void eachRoomHasItsNumberOfConnections() {
    Map<String, Long> rooms =
        SHAPE.items().collect(Collectors.groupingBy(ConnectionItem::room, Collectors.counting()));
    assertEquals(30, rooms.size());
    assertTrue(rooms.values().stream().allMatch(count -> count == 100));
    assertTrue(rooms.containsKey(TableShape.room(29)));
  }

  @Test
  void theSameShapeHasTheSameItemsAndNoIdTwice() {
    List<String> ids = SHAPE.items().map(ConnectionItem::id).toList();
    assertEquals(ids, SHAPE.items().map(ConnectionItem::id).toList());
    assertEquals(ids.size(), ids.stream().distinct().count());
    assertTrue(ids.stream().allMatch(id -> id.matches("[A-Za-z0-9_-]{15}=")));
  }

  @Test
  void anEntryOfAnIndexIsItsKeysAndWhatItProjects() {
    ConnectionItem item = SHAPE.anyItem();
    assertEquals(12 + 16 + 4 + 11, item.entrySize(Projection.KEYS_ONLY));
    assertEquals(43 + 11 + 8, item.entrySize(Projection.INCLUDE));
    assertEquals(200, item.entrySize(Projection.ALL));
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SHAPE.withRoom(7));
    assertThrows(IllegalArgumentException.class, () -> SHAPE.withConnections(10));
    TableShape tiny = SHAPE.withItemBytes(60);
    assertEquals(
        "an item of 60 B holds no connection: ask for 67 or more",
        assertThrows(IllegalArgumentException.class, tiny::anyItem).getMessage());
  }

  @Test
  void theRowsStayWithinTheirHour() {
    assertEquals(12, LookupRow.quick().size());
    assertEquals(30, LookupRow.full().size());
    assertEquals(30, LookupRow.full().stream().distinct().count());
  }

  @Test
  void aRowKnowsWhatItMustTake() {
    TableShape table = TableShape.REFERENCE.withConnections(100_000);
    assertEquals(new Pages(20, 100_000, 2_451), new LookupRow(LookupRow.SCAN, table).byAws());
    assertEquals(new Pages(1, 100, 1), new LookupRow(LookupRow.QUERY, table).byAws());
    assertEquals(new Pages(1, 100, 2.5), new LookupRow(LookupRow.TABLE_QUERY, table).byAws());
    assertNull(new LookupRow(LookupRow.PARALLEL_SCAN, table).byAws());
    LookupRow large = new LookupRow(LookupRow.QUERY, table.withRoom(10_000));
    assertEquals(new Pages(1, 10_000, 52.5), large.byAws());
    assertEquals(new Pages(2, 10_000, 53), large.byDynamoDbLocal());
  }
}
