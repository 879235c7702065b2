package dev.broadside.aws;

import static dev.broadside.aws.ReadUnits.Consistency.EVENTUAL;
import static dev.broadside.aws.ReadUnits.Consistency.STRONG;
import static dev.broadside.aws.ReadUnits.Consistency.TRANSACTIONAL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.aws.LambdaUse.Processor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The worked examples of AWS's own pages, each named above its test. DG is the DynamoDB developer
 * guide, docs.aws.amazon.com/amazondynamodb/latest/developerguide.
 */
class AwsExamplesTest {
  private static final double EXACT = 1e-12;
  private static final long KB = 1024;

  /* DG/ProvisionedThroughput.html, "Read capacity units" and "Capacity unit consumption for reads". */
  @Test
  void readsOfOneItemAreRoundedUpTo4Kb() {
    assertEquals(2, ReadUnits.of(8 * KB, STRONG));
    assertEquals(1, ReadUnits.of(8 * KB, EVENTUAL));
    assertEquals(1, ReadUnits.of(3_500, STRONG));
    assertEquals(3, ReadUnits.of(10 * KB, STRONG));
    assertEquals(80, 80 * ReadUnits.of(3 * KB, STRONG));
    assertEquals(10, ReadUnits.of(80 * KB, EVENTUAL));
  }

  /* The same page: an item that does not exist. */
  @Test
  void whatIsNotThereTakesTheLeast() {
    assertEquals(1, ReadUnits.of(0, STRONG));
    assertEquals(0.5, ReadUnits.of(0, EVENTUAL));
  }

  /* The same page: BatchGetItem of 1.5 KB and 6.5 KB is 12 KB, not 8 KB. */
  @Test
  void aBatchOfReadsRoundsEachItem() {
    assertEquals(3, ReadUnits.ofBatch(STRONG, KB * 3 / 2, KB * 13 / 2));
  }

  /* The same page: 10 items of 40.8 KB together are 44 KB; 1,500 items of 64 B are 96 KB (94 rounded). */
  @Test
  void aQueryRoundsTheSumOfItsItems() {
    assertEquals(11, ReadUnits.of(Math.round(40.8 * KB), STRONG));
    assertEquals(new Pages(1, 1_500, 24), Pages.of(1_500, 64, STRONG));
    assertEquals(new Pages(1, 1_500, 12), Pages.of(1_500, 64, EVENTUAL));
  }

  /* aws.amazon.com/dynamodb/pricing/provisioned, "Key terms": an 8 KB item, three ways. */
  @Test
  void aTransactionTakesTwice() {
    assertEquals(2, ReadUnits.of(8 * KB, STRONG));
    assertEquals(1, ReadUnits.of(8 * KB, EVENTUAL));
    assertEquals(4, ReadUnits.of(8 * KB, TRANSACTIONAL));
  }

  /* DG/GSI.html, "Read capacity units": 8 entries of 2,000 B. */
  @Test
  void aQueryOfAnIndexCountsItsEntries() {
    assertEquals(2, Pages.of(8, 2_000, EVENTUAL).units());
  }

  /* dev.to/aws-heroes/dynamodb-scan-and-why-128-5-rcu-2k25: captured on AWS, items of about 1,042 B. */
  @Test
  void aFullPageOfAScanTakes128AndAHalf() {
    Pages full = Pages.of(1_007, 1_042, EVENTUAL);
    assertEquals(new Pages(1, 1_007, 128.5), full);
  }

  /* DG/ProvisionedThroughput.html, "Write capacity units". */
  @Test
  void writesAreRoundedUpTo1Kb() {
    assertEquals(1, WriteUnits.of(500));
    assertEquals(100, 100 * WriteUnits.of(512));
    assertEquals(2, WriteUnits.of(Math.round(1.6 * KB)));
    assertEquals(5, WriteUnits.ofBatch(500, KB * 7 / 2));
    assertEquals(3, WriteUnits.ofUpdate(3 * KB, 500));
    assertEquals(3, WriteUnits.ofUpdate(500, 3 * KB));
  }

  /* DG/GSI.html, "Write capacity units": the five cases. */
  @Test
  void anIndexIsWrittenWhenWhatItHoldsChanges() {
    assertEquals(1, new IndexWrite.Put(200).units());
    assertEquals(2, new IndexWrite.Move(200, 200).units());
    assertEquals(1, new IndexWrite.Remove(200).units());
    assertEquals(0, new IndexWrite.Untouched().units());
    assertEquals(1, new IndexWrite.Rewrite(200, 210).units());
    assertEquals(3, new IndexWrite.Rewrite(200, 3 * KB).units());
    assertEquals(4, new IndexWrite.Move(200, 3 * KB).units());
  }

  /* DG/CapacityUnitCalculations.html, rule by rule. */
  @Test
  void anItemIsAsLargeAsItsNamesAndValues() {
    assertEquals(2 + 4, size("id", new ItemValue.Text("päw")));
    assertEquals(1 + 3, size("n", new ItemValue.Digits("1234")));
    assertEquals(1 + 3, size("n", new ItemValue.Digits("00123.0")));
    assertEquals(1 + 2, size("n", new ItemValue.Digits("1200000")));
    assertEquals(1 + 20, size("n", new ItemValue.Digits("9".repeat(38))));
    assertEquals(1 + 4, size("n", new ItemValue.Digits("-1234")));
    assertEquals(1 + 1, size("n", new ItemValue.Digits("0")));
    assertEquals(4 + 3, size("blob", new ItemValue.Binary(3)));
    assertEquals(4 + 1, size("open", new ItemValue.Flag()));
    assertEquals(4 + 3, size("list", new ItemValue.Listed(List.of())));
    assertEquals(3 + 3, size("map", new ItemValue.Mapped(Map.of())));
    assertEquals(
        4 + 3 + (1 + 2) + (1 + 1),
        size(
            "list", new ItemValue.Listed(List.of(new ItemValue.Text("ab"), new ItemValue.Flag()))));
    assertEquals(
        3 + 3 + 1 + (2 + 5),
        size("map", new ItemValue.Mapped(Map.of("of", new ItemValue.Text("rooms")))));
    assertEquals(
        3 + 2 + 3,
        size(
            "set",
            new ItemValue.Several(List.of(new ItemValue.Text("ab"), new ItemValue.Text("cde")))));
  }

  private static long size(String name, ItemValue value) {
    return ItemSize.of(Map.of(name, value));
  }

  /* aws.amazon.com/lambda/pricing, "Mobile application backend": 3 million times 120 ms at 1,536 MB
   * on x86 are 540,000 GB-s; what the free tier leaves, 140,000 GB-s and 2 million requests, is
   * $2.33 and $0.40. */
  @Test
  void aFunctionIsPaidByMemoryTimesTime() {
    LambdaUse once = new LambdaUse(1_536, Duration.ofMillis(120), Processor.X86_64);
    assertEquals(540_000, 3_000_000 * once.gbSeconds(), 1e-6);
    Prices.Lambda prices = PriceLists.bundled().lambda();
    assertEquals(2.33, 140_000 * prices.gbSecondX86(), 0.005);
    assertEquals(0.40, 2_000_000 * prices.request(), EXACT);
    assertEquals(3_000_000 * once.usd(prices), 540_000 * 0.0000166667 + 0.60, 1e-9);
  }

  /* The same page: "rounded up to the nearest 1 ms". */
  @Test
  void aStartedMillisecondIsPaid() {
    Duration time = Duration.ofNanos(1_000_001);
    assertEquals(2, new LambdaUse(128, time, Processor.ARM64).billedMillis());
  }

  /* aws.amazon.com/api-gateway/pricing: a message of 33 KB is metered as 2. */
  @Test
  void messagesAreMeteredIn32Kb() {
    assertEquals(1, Cost.meteredMessages(32 * KB));
    assertEquals(2, Cost.meteredMessages(33 * KB));
    assertEquals(1.25, Cost.usd(1_000_000, 1_000_000), EXACT);
  }

  /* aws.amazon.com/sqs/pricing: a request of 256 KB is metered as four. */
  @Test
  void aQueueIsMeteredIn64Kb() {
    assertEquals(4, new QueueUse(1, 256 * KB).sends());
    assertEquals(1, new QueueUse(10, KB).sends());
    assertEquals(2, new QueueUse(11, KB).deletes());
    assertEquals(16, new QueueUse(4, 256 * KB).sends());
  }

  /* DG/CostOptimization_StreamsUsage.html: 1,000 records or 1 MB, whichever is first. */
  @Test
  void aStreamIsReadInThousandsOrMegabytes() {
    assertEquals(1, StreamReads.ofRecords(1_000, 100));
    assertEquals(2, StreamReads.ofRecords(1_001, 100));
    assertEquals(2, StreamReads.ofRecords(200, 10 * KB));
  }

  /* docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: 10,000 a second, 5,000 at once. */
  @Test
  void aBroadcastCannotEndBeforeItsBucketLetsIt() {
    Quota requests = new Quota(10_000, 5_000);
    assertEquals(0, requests.secondsFor(5_000));
    assertEquals(0.5, requests.secondsFor(10_000));
    assertEquals(9.5, requests.secondsFor(100_000));
  }

  /* DG/bp-partition-key-design.html and DG/ServiceQuotas.html: 3,000, 1,000 and 40,000. */
  @Test
  void aTableServesItsCeilingsOnly() {
    double scan = Pages.of(100_000, 200, EVENTUAL).units();
    assertEquals(2_451, scan);
    assertEquals(1.22, Ceilings.DEFAULT.readsOfPartition(scan), 0.01);
    assertEquals(16.3, Ceilings.DEFAULT.readsOfTable(scan), 0.05);
    assertEquals(1_000, Ceilings.DEFAULT.writesOfPartition(1));
    assertEquals(20_000, Ceilings.DEFAULT.writesOfTable(2));
  }
}
