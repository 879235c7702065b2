package dev.broadside.bench.jmh;

import static dev.broadside.bench.jmh.Projection.ALL;
import static dev.broadside.bench.jmh.Projection.KEYS_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Pages;
import dev.broadside.aws.ReadUnits.Consistency;
import dev.broadside.handlers.StandaloneLookup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * At 100,000 connections in rooms of 100, what the stage counts of each lookup is what AWS's
 * arithmetic says. Counters, not timings: any machine gives the same.
 */
@Tag("proof")
@Timeout(600)
class LookupBenchProof {
  private static final TableShape TABLE = TableShape.REFERENCE.withConnections(100_000);

  @SuppressWarnings("NullAway.Init") // JUnit calls fill first.
  private static CountingStage stage;

  @SuppressWarnings("NullAway.Init")
  private static LookupTables tables;

  @BeforeAll
  static void fill(@TempDir Path logs) throws Exception {
    stage = CountingStage.start(logs);
    tables = new LookupTables(stage.endpoint());
    tables.makeConnections(TABLE);
    tables.makeRooms(TABLE);
  }

  @AfterAll
  static void end() {
    tables.close();
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {LookupRow.SCAN, LookupRow.QUERY, LookupRow.TABLE_QUERY})
  void aLookupTakesExactlyWhatTheArithmeticSays(String lookup) throws Exception {
    LookupRow row = new LookupRow(lookup, TABLE);
    Pages expected = Objects.requireNonNull(row.byAws());
    StageCounts taken = taken(row);
    System.out.println(row + ": " + taken);
    assertEquals(
        new StageCounts(expected.pages(), expected.pages(), TABLE.room(), expected.units()), taken);
  }

  /** 5,243 items of 200 B are the first that make 1 MB. */
  @Test
  void aTableThatEndsWithItsPageTakesNoOther() throws Exception {
    LookupRow row = new LookupRow(LookupRow.SCAN, new TableShape(5_243, 5_243, 200, KEYS_ONLY));
    row.make(tables);
    Pages expected = Objects.requireNonNull(row.byAws());
    assertEquals(new Pages(1, 5_243, 128.5), expected);
    assertEquals(new StageCounts(1, 1, 5_243, 128.5), taken(row));
  }

  /**
   * The one difference: DynamoDB Local ends a page of an index where the whole items make 1 MB, AWS
   * where the entries do. It shows where a room's items are more than 1 MB.
   */
  @ParameterizedTest
  @EnumSource(Projection.class)
  void aLargeRoomTakesMorePagesOfAnIndexHereThanOnAws(Projection projection) throws Exception {
    LookupRow row = new LookupRow(LookupRow.QUERY, new TableShape(10_000, 10_000, 200, projection));
    row.make(tables);
    Pages here = Objects.requireNonNull(row.byDynamoDbLocal());
    Pages there = Objects.requireNonNull(row.byAws());
    StageCounts taken = taken(row);
    System.out.println(row + ": " + taken + ", on AWS " + there);
    assertEquals(new StageCounts(2, 2, 10_000, here.units()), taken);
    assertEquals(projection == ALL ? 2 : 1, there.pages());
    assertEquals(there.units(), here.units(), 0.5);
  }

  /** Which items a segment has only DynamoDB knows: each is read by itself first. */
  @Test
  void aParallelScanTakesWhatItsSegmentsTake() throws Exception {
    Pages expected = new Pages(0, 0, 0);
    for (int segment = 0; segment < LookupRow.SEGMENTS; segment++) {
      long items = itemsIn(segment);
      expected = expected.plus(Pages.of(items, TABLE.itemBytes(), Consistency.EVENTUAL));
    }
    assertEquals(TABLE.connections(), expected.items());
    StageCounts taken = taken(new LookupRow(LookupRow.PARALLEL_SCAN, TABLE));
    System.out.println("parallel-scan: " + taken + ", expected " + expected);
    assertEquals(expected.pages(), taken.pages());
    assertEquals(expected.units(), taken.readUnits(), 0.5 * LookupRow.SEGMENTS);
    assertEquals(TABLE.room(), taken.items());
  }

  private static long itemsIn(int segment) {
    long items = 0;
    Map<String, AttributeValue> after = Map.of();
    try (DynamoDbClient client = LookupTables.client(stage.endpoint())) {
      do {
        ScanResponse page =
            client.scan(
                ScanRequest.builder()
                    .tableName(TABLE.connectionTable())
                    .segment(segment)
                    .totalSegments(LookupRow.SEGMENTS)
                    .select(Select.COUNT)
                    .exclusiveStartKey(after.isEmpty() ? null : after)
                    .build());
        items += page.scannedCount();
        after = page.lastEvaluatedKey();
      } while (!after.isEmpty());
    }
    return items;
  }

  private static StageCounts taken(LookupRow row) throws IOException {
    URI endpoint = stage.endpoint();
    try (StandaloneLookup lookup =
        new StandaloneLookup(row.environment(), LookupTables.client(endpoint))) {
      StageCounts before = StageCounts.read(endpoint);
      Set<String> ids = new HashSet<>();
      for (Iterator<String> found = lookup.connections(TableShape.room(row.table().rooms() / 2));
          found.hasNext(); ) {
        assertTrue(ids.add(found.next()));
      }
      assertEquals(row.table().room(), ids.size());
      return StageCounts.read(endpoint).since(before);
    }
  }
}
