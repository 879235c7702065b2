package dev.broadside.aws;

import static dev.broadside.aws.ReadUnits.Consistency.EVENTUAL;
import static dev.broadside.aws.ReadUnits.Consistency.STRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What holds of the arithmetic whatever the numbers are. */
class ArithmeticTest {

  @Property(tries = 300)
  void moreBytesNeverTakeLess(
      @ForAll @LongRange(max = 1 << 21) long bytes, @ForAll @LongRange(max = 9_000) long more) {
    assertTrue(ReadUnits.of(bytes + more, EVENTUAL) >= ReadUnits.of(bytes, EVENTUAL));
    assertTrue(WriteUnits.of(bytes + more) >= WriteUnits.of(bytes));
    assertTrue(Cost.meteredMessages(bytes + more) >= Cost.meteredMessages(bytes));
  }

  @Property(tries = 300)
  void readingTogetherNeverTakesMoreThanReadingApart(
      @ForAll @LongRange(max = 1 << 20) long one, @ForAll @LongRange(max = 1 << 20) long other) {
    double together = ReadUnits.of(one + other, STRONG);
    assertTrue(together <= ReadUnits.ofBatch(STRONG, one, other));
    assertEquals(together, 2 * ReadUnits.of(one + other, EVENTUAL));
  }

  /** The closed form against DynamoDB's rule, item by item. */
  @Property(tries = 200)
  void pagesAreWhatFillingThemOneByOneGives(
      @ForAll @IntRange(max = 5_000) int items, @ForAll @IntRange(min = 1, max = 4_000) int bytes) {
    long pages = 0;
    double units = 0;
    long page = 0;
    for (int i = 0; i < items; i++) {
      page += bytes;
      if (page >= 1 << 20) {
        units += ReadUnits.of(page, EVENTUAL);
        page = 0;
        pages++;
      }
    }
    if (page > 0 || pages == 0) {
      units += ReadUnits.of(page, EVENTUAL);
      pages++;
    }
    assertEquals(new Pages(pages, items, units), Pages.of(items, bytes, EVENTUAL));
  }

  @Property(tries = 200)
  void cuttingAScanIntoSegmentsAddsHalfAUnitAPageAtMost(
      @ForAll @IntRange(max = 50_000) int one,
      @ForAll @IntRange(max = 50_000) int other,
      @ForAll @IntRange(min = 1, max = 4_000) int bytes) {
    Pages whole = Pages.of(one + other, bytes, EVENTUAL);
    Pages cut = Pages.of(one, bytes, EVENTUAL).plus(Pages.of(other, bytes, EVENTUAL));
    assertEquals(whole.items(), cut.items());
    assertTrue(cut.pages() >= whole.pages() && cut.pages() <= whole.pages() + 1);
    assertTrue(Math.abs(cut.units() - whole.units()) <= 0.5 * (cut.pages() + whole.pages()));
  }

  @Property(tries = 200)
  void theSizesOfAttributesAdd(
      @ForAll @Size(max = 5) Map<String, String> some, @ForAll BigDecimal number) {
    Map<String, ItemValue> item = new HashMap<>();
    long bytes = 0;
    for (Map.Entry<String, String> each : some.entrySet()) {
      ItemValue value = new ItemValue.Text(each.getValue());
      item.put(each.getKey(), value);
      bytes += ItemSize.of(Map.of(each.getKey(), value));
    }
    assertEquals(bytes, ItemSize.of(item));
    ItemValue digits = new ItemValue.Digits(number.toPlainString());
    ItemValue shifted = new ItemValue.Digits(number.scaleByPowerOfTen(2).toString());
    assertEquals(ItemSize.value(digits), ItemSize.value(shifted));
  }

  @Property(tries = 200)
  void aMoveIsARemovalAndAPut(
      @ForAll @LongRange(max = 400 << 10) long before,
      @ForAll @LongRange(max = 400 << 10) long after) {
    long move = new IndexWrite.Move(before, after).units();
    assertEquals(new IndexWrite.Remove(before).units() + new IndexWrite.Put(after).units(), move);
    assertTrue(new IndexWrite.Rewrite(before, after).units() < move);
  }

  @Property(tries = 200)
  void aQueueTakesNoFewerRequestsForMore(
      @ForAll @IntRange(max = 5_000) int messages,
      @ForAll @IntRange(min = 1, max = (1 << 20) - 1) int bytes) {
    QueueUse use = new QueueUse(messages, bytes);
    assertTrue(new QueueUse(messages + 1, bytes).requests() >= use.requests());
    assertTrue(new QueueUse(10L * (messages + 1), 1).requests() == 3L * (messages + 1));
    assertTrue(use.sends() * (64 << 10) >= (long) messages * bytes);
  }

  @Property(tries = 200)
  void aFloorGrowsWithWhatHasToPass(
      @ForAll @LongRange(max = 1_000_000) long count, @ForAll @LongRange(max = 1_000) long more) {
    Quota quota = new Quota(10_000, 5_000);
    double grown = quota.secondsFor(count + more) - quota.secondsFor(count);
    assertTrue(grown >= 0 && grown <= more / 10_000.0 + 1e-9);
  }
}
