package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Pages;
import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import dev.broadside.bench.jmh.LookupRow;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TuningTest {
  private static final Prices PRICES = PriceLists.bundled();
  private static final Assumptions USUAL = Assumptions.usual(null);

  private static Tuning of(TuningInputs inputs) {
    return Tuning.of(inputs, PRICES, List.of(), List.of(), Map.of());
  }

  @Test
  void whatALookupReadsIsWhatTheBenchmarkMustCount() {
    for (LookupRow row : LookupRow.quick()) {
      Pages rules = row.byAws();
      if (rules != null) {
        Strategy strategy =
            List.of(Strategy.values()).stream()
                .filter(one -> one.word().equals(row.lookup()))
                .findFirst()
                .orElseThrow();
        TuningInputs inputs = TuningInputs.REFERENCE.with(row.table().connections(), 100);
        assertEquals(rules, Reading.of(strategy, inputs, USUAL).pages(), row.toString());
      }
    }
  }

  @Property(tries = 50)
  void segmentsAndShardsTogetherReadAll(@ForAll @IntRange(min = 1, max = 100_000) int connections) {
    TuningInputs inputs = TuningInputs.REFERENCE.with(connections, connections);
    for (Strategy strategy : List.of(Strategy.PARALLEL_SCAN, Strategy.SHARDED)) {
      assertEquals(connections, Reading.of(strategy, inputs, USUAL).pages().items());
    }
  }

  @Property(tries = 50)
  void belowTheBreakEvenAScanIsCheaperAndFromItOnAQuery(
      @ForAll @IntRange(min = 1, max = 5_000) int room,
      @ForAll @DoubleRange(min = 0, max = 100) double joins) {
    TuningInputs inputs = new TuningInputs(10_000, room, 200, 1, joins);
    int from = BreakEven.connections(room, inputs, USUAL, PRICES).orElseThrow();
    assertTrue(BreakEven.ratio(inputs.with(from, room), USUAL, PRICES) >= 1);
    if (from > room) {
      assertTrue(BreakEven.ratio(inputs.with(from - 1, room), USUAL, PRICES) < 1);
    }
  }

  @Test
  void aLargeTableIsQueried() {
    Verdict verdict = of(TuningInputs.REFERENCE).verdict();
    assertEquals("query", verdict.lookup());
    assertEquals(
        "Query: a broadcast reads 1 unit instead of 245, and even with what the index takes at each join a Scan costs 22.3 times as much.",
        verdict.sentence());
  }

  @Test
  void aSmallTableThatManyJoinIsScanned() {
    Verdict verdict = of(new TuningInputs(200, 100, 200, 1, 10)).verdict();
    assertEquals("scan", verdict.lookup());
    assertTrue(verdict.sentence().startsWith("Scan: with 10 joins for 1 broadcast the"));
  }

  @Test
  void whatAPartitionCannotScanIsQueriedWhateverItCosts() {
    Verdict verdict = of(new TuningInputs(10_000, 100, 200, 20, 10_000)).verdict();
    assertEquals("query", verdict.lookup());
    assertTrue(verdict.sentence().contains("only 12.2 Scans a second"), verdict.sentence());
  }

  @Test
  void aRoomThatIsHotterThanItsPartitionIsSharded() {
    Verdict verdict = of(new TuningInputs(1_000, 1_000, 200, 1_000, 1)).verdict();
    assertTrue(verdict.reasons().get(1).endsWith("shard the room's key."), verdict.toString());
  }

  @Test
  void dollarsOfTheReferencePointAreThoseOfThePriceList() {
    Dollars scan = of(TuningInputs.REFERENCE).row(Strategy.SCAN).dollars();
    // 245 units at $0.125, 101 messages at $1.00, 10,000 connections for 16,667 minutes at $0.25.
    assertEquals(30.625, scan.reads(), 1e-9);
    assertEquals(0, scan.indexWrites());
    assertEquals(101, scan.messages(), 1e-9);
    assertEquals(41.667, scan.minutes(), 1e-3);
    // A join and its leave are two writes at $0.625.
    assertEquals(
        1.25, of(TuningInputs.REFERENCE).row(Strategy.QUERY).dollars().indexWrites(), 1e-9);
  }

  @Test
  void aQueueSparesTheLastReceiverOfALargeRoom() {
    Tuning tuning = of(new TuningInputs(5_000, 5_000, 200, 1, 1));
    assertTrue(
        tuning.row(Strategy.QUEUE).lastMillis() < tuning.row(Strategy.QUERY).lastMillis() / 2);
  }

  @Test
  void aCachedListIsReadOnceInItsTime() {
    StrategyRow query = of(new TuningInputs(1_000, 100, 200, 10, 1)).row(Strategy.QUERY);
    StrategyRow cached = of(new TuningInputs(1_000, 100, 200, 10, 1)).row(Strategy.CACHED);
    // A room has one broadcast a second, and a list is good for five.
    assertEquals(query.units() / 5, cached.units(), 1e-9);
  }

  @Test
  void theKneeIsWhereTheSenderTakesAsLongAsTheLaw() {
    FanoutLaw law = new FanoutLaw(1_000, 15, 60);
    assertEquals(250, law.knee());
    assertEquals(2 * law.lawMillis(250), law.withOwnMillis(250), 1e-9);
    assertEquals(1_000, new FanoutLaw(1_000, 15, 1).knee());
  }

  @Test
  void whatAPostTakesComesFromTheRowsIfThereAreAny() {
    Tuning tuning =
        Tuning.of(TuningInputs.REFERENCE, PRICES, List.of(), AnyRows.fanouts(), Map.of());
    assertEquals(40, tuning.assumptions().ownMicros());
    assertEquals(375, tuning.law().knee());
  }
}
