package dev.broadside.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.PriceLists;
import dev.broadside.aws.Prices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoomSizesTest {
  private static final Prices PRICES = PriceLists.bundled();

  /** Many small rooms and a large one: half of the broadcasts are in the large one. */
  private static final RoomSizes SKEWED =
      RoomSizes.sampled(LongStream.concat(ofTen(), LongStream.of(1_000)).boxed().toList(), 1);

  private static LongStream ofTen() {
    return LongStream.generate(() -> 10).limit(100);
  }

  @Test
  void aBroadcastComesFromALargeRoomMoreOften() {
    assertEquals(505, SKEWED.mean(), 1e-9);
    assertEquals(10, SKEWED.quantile(0.5));
    assertEquals(1_000, SKEWED.quantile(0.95));
  }

  @Property(tries = 100)
  void whatWasReadInWholeIsWhatItIs(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 1, max = 5_000) Long> members) {
    RoomSizes rooms = RoomSizes.sampled(members, 1);
    double all = members.stream().mapToLong(m -> m).sum();
    double mean = members.stream().mapToDouble(m -> m * (m / all)).sum();
    assertEquals(mean, rooms.mean(), 1e-9 * mean);
    assertEquals(members.stream().mapToLong(m -> m).max().orElseThrow(), rooms.largest());
    assertEquals(1, rooms.sizes().stream().mapToDouble(RoomSizes.Size::share).sum(), 1e-9);
  }

  @Property(tries = 100)
  void groupsKeepTheMeanTheSharesAndTheLargest(
      @ForAll @Size(min = 60, max = 300) List<@LongRange(min = 1, max = 100_000) Long> members) {
    RoomSizes rooms = RoomSizes.sampled(members, 1);
    double all = members.stream().mapToLong(m -> m).sum();
    double mean = members.stream().mapToDouble(m -> m * (m / all)).sum();
    assertTrue(rooms.sizes().size() <= 60, rooms.toString());
    // Groups have whole numbers of connections.
    assertEquals(mean, rooms.mean(), 0.5 + 1e-9 * mean);
    assertEquals(members.stream().mapToLong(m -> m).max().orElseThrow(), rooms.largest());
    assertEquals(1, rooms.sizes().stream().mapToDouble(RoomSizes.Size::share).sum(), 1e-9);
  }

  /** The mean over many draws of a sample is that of the table: the estimate is not biased. */
  @Property(tries = 5)
  void aSamplesMeanIsThatOfTheTable(
      @ForAll @IntRange(min = 2, max = 200) int room,
      @ForAll @IntRange(min = 5, max = 90) int part) {
    double fraction = part / 100.0;
    SplittableRandom random = new SplittableRandom(room * 100L + part);
    List<Long> members = new ArrayList<>();
    for (int one = 0; one < 200_000 / room; one++) {
      long seen = random.doubles(room).filter(draw -> draw < fraction).count();
      if (seen > 0) {
        members.add(seen);
      }
    }
    assertEquals(room, RoomSizes.sampled(members, fraction).mean(), 0.05 * room + 0.5);
  }

  private static Tuning tuning(RoomSizes rooms, int room) {
    return tuning(new TuningInputs(2_000, room, 200, 1, 1), rooms, false);
  }

  private static Tuning tuning(TuningInputs inputs, RoomSizes rooms, boolean keyedByRoom) {
    return Tuning.of(
        inputs,
        new ExistingTable(rooms, Reading.ENTRY_BYTES, keyedByRoom, Map.of()),
        PRICES,
        List.of(),
        List.of(),
        Map.of());
  }

  @Test
  void roomsThatAreAlikeComeToWhatOneRoomDoes() {
    TuningInputs inputs = TuningInputs.REFERENCE;
    Assumptions usual = Assumptions.usual(null);
    for (Strategy strategy : Strategy.values()) {
      assertEquals(
          StrategyRow.of(strategy, inputs, usual, PRICES),
          RoomMix.row(strategy, inputs, RoomSizes.alike(inputs.room()), usual, PRICES));
    }
  }

  @Test
  void whatASkewedTableReadsIsNotWhatItsMeanRoomWould() {
    Tuning skewed = tuning(SKEWED, 10);
    StrategyRow ten = tuning(RoomSizes.alike(10), 10).row(Strategy.QUERY);
    StrategyRow thousand = tuning(RoomSizes.alike(1_000), 1_000).row(Strategy.QUERY);
    StrategyRow query = skewed.row(Strategy.QUERY);
    assertEquals((ten.units() + thousand.units()) / 2, query.units(), 1e-9);
    assertEquals(
        (ten.dollars().total() + thousand.dollars().total()) / 2, query.dollars().total(), 1e-6);
    assertEquals(thousand.partitionCeiling(), query.partitionCeiling());
    assertEquals(thousand.lastMillis(), query.lastMillis());
    assertEquals(40_000 / ((ten.units() + thousand.units()) / 2), query.tableCeiling(), 1e-6);
  }

  @Test
  void whatIsHeldIsForAllRoomsToo() {
    Tuning skewed = tuning(SKEWED, 10);
    List<String> query = new CostSections(skewed).provisioned().table().rows().get(1);
    assertEquals("query", query.getFirst());
    assertEquals(Numbers.plain(skewed.row(Strategy.QUERY).units()), query.get(1));
  }

  /** However many join: its own writes are those that a Scan's table needs too. */
  @Test
  void aTableThatIsKeyedByRoomIsQueriedWithoutAnIndex() {
    TuningInputs busy = new TuningInputs(2_000, 10, 200, 1, 100);
    assertEquals("scan", tuning(busy, SKEWED, false).verdict().lookup());
    Tuning keyed = tuning(busy, SKEWED, true);
    Verdict verdict = keyed.verdict();
    assertEquals("query", verdict.lookup());
    assertTrue(verdict.sentence().contains("needs no index"), verdict.sentence());
    StrategyRow query = keyed.row(Strategy.TABLE_QUERY);
    assertEquals(0, query.dollars().indexWrites());
    assertTrue(
        verdict.sentence().contains("reads " + Numbers.counted(query.units(), "unit")),
        verdict.sentence());
    assertEquals(query.units(), keyed.row(Strategy.QUEUE).units());
  }

  @Test
  void whereAQueryNeverCostsMoreNoBreakEvenIsNamed() {
    Tuning large = tuning(new TuningInputs(20_000, 10, 200, 1, 1), SKEWED, false);
    String reason = large.verdict().reasons().getFirst();
    assertTrue(reason.contains("in any table that holds such rooms"), reason);
    Tuning small = tuning(new TuningInputs(20_000, 10, 200, 1, 20), SKEWED, false);
    int from = small.breakEven().orElseThrow();
    assertTrue(from > 1_000, "" + from);
    assertTrue(
        small.verdict().reasons().getFirst().contains("from " + Numbers.whole(from)),
        small.verdict().toString());
  }

  @Test
  void aTableThatWasReadHasAPageOfItsRooms() {
    String page = TuningPage.render(tuning(SKEWED, 10));
    assertTrue(page.contains("Your rooms"));
    assertTrue(page.contains("read from your table"));
    assertTrue(page.contains("[10,0.5],[1000,0.5]"));
    assertTrue(page.contains("the largest room"));
    assertTrue(page.contains("in rooms of 10 to 1,000 (half of the broadcasts from 10 or fewer)"));
  }

  @Test
  void eachClassOfSizesIsABarWithItsShare() {
    String chart = new RoomsChart(SKEWED, 10, 1_000).draw().source();
    assertTrue(chart.contains(">10–31</text>"), chart);
    assertTrue(chart.contains(">317–999</text>"), chart);
    assertTrue(chart.contains(">1,000–3,162</text>"), chart);
    // 10–31 and 1,000–3,162, and the three between them.
    assertEquals(2, count(chart, ">50</text>"), chart);
    assertEquals(3, count(chart, ">0</text>"), chart);
  }

  @Test
  void roomsOfOneSizeAreABarToo() {
    String chart = new RoomsChart(RoomSizes.alike(300), 300, 300).draw().source();
    assertEquals(1, count(chart, "<rect"), chart);
    assertTrue(chart.contains(">100</text>"), chart);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void anIndexOfWholeItemsIsReadAtItsSize() {
    TuningInputs inputs = new TuningInputs(2_000, 1_000, 200, 1, 1);
    Assumptions whole = Assumptions.usual(null).withEntryBytes(200);
    assertEquals(
        Reading.of(Strategy.TABLE_QUERY, inputs, whole).pages(),
        Reading.of(Strategy.QUERY, inputs, whole).pages());
  }
}
