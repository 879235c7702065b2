package dev.broadside.scale.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StageEchoTest {
  private static final long MILLI = 1_000_000;

  /** A run of two shards, the second of whose clocks is {@code aheadNanos(number)} wrong. */
  private static List<ShardResult> run(SplittableRandom random, long ahead, double ppm) {
    SampleShard reference = new SampleShard(0);
    SampleShard other = new SampleShard(1).clock(ShardClock.unknown("nobody answered"));
    for (int number = 0; number < 200; number++) {
      int publisher = number % 2;
      long off = ahead + Math.round(number * 500 * MILLI * ppm / 1e6);
      long there = random.nextLong(5 * MILLI, 60 * MILLI);
      long here = random.nextLong(5 * MILLI, 60 * MILLI);
      reference.row(publisher, number, 0, publisher == 0 ? here : here - off);
      other.row(publisher, number, 0, publisher == 0 ? there + off : there);
    }
    return StageEcho.of(List.of(reference.result(), other.result()));
  }

  @Test
  void theErrorOfAClockIsWithinWhatTheBroadcastsLeave() {
    for (int trial = 0; trial < 100; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      long ahead = random.nextLong(-20 * MILLI, 20 * MILLI);
      double ppm = random.nextDouble(-50, 50);
      ShardClock clock = run(random, ahead, ppm).get(1).clock();
      assertEquals(ClockSource.STAGE_ECHO, clock.source());
      long atEnd = Math.abs(ahead + Math.round(199 * 500 * MILLI * ppm / 1e6));
      assertTrue(clock.boundNanos() >= Math.max(Math.abs(ahead), atEnd), () -> "" + clock);
      assertTrue(clock.boundNanos() < 60 * MILLI, () -> "a bound that says nothing: " + clock);
      // What the reference is ahead by is what the other is behind.
      assertTrue(clock.leastOffsetNanos() <= -ahead && -ahead <= clock.mostOffsetNanos());
    }
  }

  @Test
  void whoAskedTheReferenceItselfIsLeftAlone() {
    ShardClock asked = new ShardClock(ClockSource.UDP_ECHO, "10.0.0.1:9", 0, 5, -1, 1, 90 * MILLI);
    ShardResult reference = new SampleShard(0).row(0, 0, 0, 1).row(1, 1, 0, 1).result();
    ShardResult other = new SampleShard(1).clock(asked).row(0, 0, 0, 1).row(1, 1, 0, 1).result();
    assertEquals(asked, StageEcho.of(List.of(reference, other)).get(1).clock());
  }

  @Test
  void whoPublishesNothingHasNoEcho() {
    ShardClock unknown = ShardClock.unknown("nobody answered");
    ShardResult reference = new SampleShard(0).row(0, 0, 0, MILLI).result();
    ShardResult other = new SampleShard(1).clock(unknown).row(0, 0, 0, MILLI).result();
    assertEquals(unknown, StageEcho.of(List.of(reference, other)).get(1).clock());
  }

  @Test
  void clocksThatTheBroadcastsContradictStayUnknown() {
    ShardClock unknown = ShardClock.unknown("nobody answered");
    // Both ways seem to take negative time.
    ShardResult reference =
        new SampleShard(0).row(0, 0, 0, MILLI).row(1, 1, 0, -40 * MILLI).result();
    ShardResult other =
        new SampleShard(1).clock(unknown).row(0, 0, 0, -40 * MILLI).row(1, 1, 0, MILLI).result();
    assertEquals(unknown, StageEcho.of(List.of(reference, other)).get(1).clock());
  }
}
