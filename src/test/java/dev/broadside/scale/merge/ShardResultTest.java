package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ShardResultTest {
  private static final ShardClock ECHOED =
      new ShardClock(
          ClockSource.UDP_ECHO, "10.0.3.7:7400", -20_000_000, -19_800_000, -51, -49, 300_000);

  @Property(tries = 60)
  void whatIsEncodedIsReadBack(
      @ForAll @IntRange(max = 10_000) int shard,
      @ForAll @Size(max = 20) long[] latencies,
      @ForAll @LongRange(max = 1L << 40) long lost,
      @ForAll @IntRange(max = 5) int publisher)
      throws MergeException {
    long[] plausible = Arrays.stream(latencies).map(nanos -> nanos >> 12).toArray();
    ShardResult result =
        new SampleShard(shard)
            .clock(ECHOED)
            .row(publisher, 7, lost, plausible)
            .row(publisher, 3, 0)
            .row(publisher + 1, 3, 0, 1, 2, 3)
            .result();
    assertEquals(result, ShardResult.decode(result.encode()));
  }

  @Property(tries = 300)
  void garbageIsRefusedInOneSentence(@ForAll byte[] garbage) {
    refused(garbage);
  }

  @Test
  void aPartIsRefusedWhereverItEnds() {
    byte[] whole = new SampleShard(1).row(0, 1, 2, 3_000_000, 4_000_000).result().encode();
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length));
    }
    refused(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void aDamagedByteIsRefusedWhereverItIs() {
    byte[] whole = new SampleShard(1).row(0, 1, 2, 3_000_000, 4_000_000).result().encode();
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      refused(damaged);
    }
  }

  @Test
  void anotherSchemaIsNamed() {
    byte[] other = new SampleShard(1).result().encode();
    other[7] = 9;
    assertEquals(
        "A shard's result has schema 9 and this build reads 1: run every injector from the same"
            + " image.",
        refused(other));
  }

  @Test
  void aBroadcastTakesFewBytesWhateverItsAudience() {
    SampleShard shard = new SampleShard(0);
    SplittableRandom random = new SplittableRandom(1);
    int broadcasts = 300;
    for (int number = 0; number < broadcasts; number++) {
      double scale = 20e6 + random.nextInt(80_000_000);
      // A decade and a half of latencies, as posting one after another gives.
      long[] latencies =
          random.doubles(2_000).mapToLong(u -> (long) (scale * Math.pow(30, u))).toArray();
      shard.row(0, number, 0, latencies);
    }
    int bytes = shard.result().encode().length;
    assertTrue(bytes < broadcasts * 400, bytes + " bytes");
  }

  @Test
  void aBroadcastHasOneRow() {
    SampleShard twice = new SampleShard(0).row(2, 5, 0, 1).row(2, 5, 0, 1);
    assertThrows(IllegalArgumentException.class, twice::result);
  }

  @Test
  void booksThatDoNotBalanceAreNoRow() {
    BroadcastRow.Id id = new BroadcastRow.Id(0, 0, 0);
    assertThrows(
        IllegalArgumentException.class, () -> BroadcastRow.of(id, new long[] {1}, 1, 2, 0));
    assertThrows(
        IllegalArgumentException.class, () -> BroadcastRow.of(id, new long[] {1}, -2, 0, 0));
  }

  private static String refused(byte[] bytes) {
    String sentence =
        String.valueOf(
            assertThrows(MergeException.class, () -> ShardResult.decode(bytes)).getMessage());
    assertTrue(sentence.endsWith(".") && !sentence.contains("\n"), sentence);
    return sentence;
  }
}
