package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Each lookup finds whom it is to find, and the tables forget whom they are to forget. */
@Timeout(60)
final class LookupTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Deadline SOON = Deadline.inMillis(Integer.MAX_VALUE);

  private final MemoryTables memory = new MemoryTables();

  private static Map<String, String> environment(String lookup) {
    return new HashMap<>(
        Map.of(
            "AWS_REGION", "us-east-1",
            "WEBSOCKET_TABLE", "connections",
            "BROADSIDE_LOOKUP", lookup,
            "BROADSIDE_GROUP", "room",
            "BROADSIDE_INDEX", "by-room",
            "BROADSIDE_ROOM_TABLE", "rooms"));
  }

  private Lookup lookup(String name) {
    return Lookup.from(Settings.read(environment(name)), memory);
  }

  private ConnectionTable table(Instant at) {
    Tables tables = Settings.read(environment("table-query")).tables();
    return new ConnectionTable(memory, tables, Clock.fixed(at, ZoneOffset.UTC));
  }

  @BeforeEach
  void twentyInTwoRooms() {
    ConnectionTable table = table(NOW.minus(Duration.ofMinutes(10)));
    for (int i = 0; i < 20; i++) {
      table.put("id-" + i, Group.of(i % 4 == 0 ? "small" : "large"));
    }
  }

  private static Set<String> all(Iterator<String> ids) {
    Set<String> all = new TreeSet<>();
    ids.forEachRemaining(id -> assertTrue(all.add(id), () -> id + " came twice"));
    return all;
  }

  private static Set<String> ids(int step) {
    return IntStream.range(0, 20)
        .filter(i -> i % step == 0)
        .mapToObj(i -> "id-" + i)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "parallel-scan", "query", "table-query"})
  void aRoomIsFoundWholeAndNobodyElse(String name) {
    assertEquals(ids(4), all(lookup(name).connections(Group.of("small"))));
    assertEquals(Set.of(), all(lookup(name).connections(Group.of("empty"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "parallel-scan"})
  void aScanFindsEveryone(String name) {
    assertEquals(ids(1), all(lookup(name).connections(Group.everyone())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "table-query"})
  void aQueryReadsNothingButTheIdsOfItsRoom(String name) {
    all(lookup(name).connections(Group.of("small")));
    var query = memory.queries.get(0);
    assertEquals(2, memory.queries.size());
    assertEquals("connectionId", query.projectionExpression());
    assertEquals("#group = :group", query.keyConditionExpression());
    assertEquals(Map.of("#group", "room"), query.expressionAttributeNames());
    assertEquals(name.equals("query") ? "by-room" : null, query.indexName());
    assertEquals(name.equals("query") ? "connections" : "rooms", query.tableName());
  }

  @Test
  void aQueryForEveryoneIsRefusedWithASentence() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> lookup("query").connections(Group.everyone()));
    assertTrue(String.valueOf(refused.getMessage()).contains("BROADSIDE_LOOKUP=scan"));
  }

  @Test
  void theFirstPageOfAnySegmentIsGivenAtOnce() {
    CountDownLatch given = new CountDownLatch(1);
    memory.beforeScan =
        scan -> {
          if (scan.segment() != 2) {
            await(given);
          }
        };
    Iterator<String> ids = lookup("parallel-scan").connections(Group.everyone());
    String first = ids.next();
    assertEquals(2, Math.floorMod(first.hashCode(), 4));
    given.countDown();
    Set<String> all = all(ids);
    all.add(first);
    assertEquals(ids(1), all);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void aSegmentThatCannotBeReadFailsTheLookup() {
    memory.beforeScan =
        scan -> {
          if (scan.segment() == 1) {
            throw ResourceNotFoundException.builder().message("gone").build();
          }
        };
    assertThrows(
        ResourceNotFoundException.class,
        () -> all(lookup("parallel-scan").connections(Group.everyone())));
  }

  @Test
  void theGoneAreRemovedFromBothTablesAndTheRestStays() {
    ConnectionTable table = table(NOW);
    assertEquals(0, table.remove(List.of("id-4", "id-8", "never there"), Group.of("small"), SOON));
    assertEquals(18, memory.ids("connections").size());
    assertEquals(18, memory.ids("rooms").size());
    assertEquals(
        Set.of("id-0", "id-12", "id-16"),
        all(lookup("table-query").connections(Group.of("small"))));
  }

  @Test
  void anIdThatIsYoungerThanAHandshakeMayLastIsKept() {
    table(NOW.minusSeconds(59)).put("opening", Group.of("small"));
    assertEquals(1, table(NOW).remove(List.of("opening"), Group.of("small"), SOON));
    assertTrue(memory.ids("connections").contains("opening"));
    assertTrue(memory.ids("rooms").contains("opening"));
    assertEquals(0, table(NOW.plusSeconds(2)).remove(List.of("opening"), Group.of("small"), SOON));
    assertTrue(!memory.ids("connections").contains("opening"));
    assertTrue(!memory.ids("rooms").contains("opening"));
  }

  @Test
  void whoDisconnectsLeavesBothTables() {
    table(NOW).delete("id-4");
    assertEquals(19, memory.ids("connections").size());
    assertEquals(19, memory.ids("rooms").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query|BROADSIDE_GROUP|needs the attribute of the group",
        "query|BROADSIDE_INDEX|needs the index keyed by the group",
        "table-query|BROADSIDE_ROOM_TABLE|needs the table keyed by group and connectionId"
      })
  void whatALookupNeedsIsAskedForAtInit(String lookup, String name, String sentence) {
    Map<String, String> environment = environment(lookup);
    environment.remove(name);
    var refused = assertThrows(IllegalArgumentException.class, () -> Settings.read(environment));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(name + " is not set")
            && String.valueOf(refused.getMessage()).contains(sentence),
        refused::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "table-query"})
  void aFunctionThatPostsToEveryoneRefusesAQueryAtInit(String lookup) {
    Settings settings = Settings.read(environment(lookup));
    assertThrows(IllegalArgumentException.class, settings::forEveryone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "four"})
  void segmentsAreAWholeNumberUpTo64(String segments) {
    Map<String, String> environment = environment("parallel-scan");
    environment.put("BROADSIDE_SEGMENTS", segments);
    assertThrows(IllegalArgumentException.class, () -> Settings.read(environment));
  }
}
