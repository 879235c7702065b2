package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LedgerTest {
  private static final long MS = 1_000_000;
  private static final Duration DRAIN = Duration.ofMillis(100);
  private static final long CLOSED = 100 * MS + Ledger.GRACE.toNanos();

  @Test
  void aBroadcastIsSettledWhenEverybodyHasIt() {
    Ledger ledger = ledger(3, 1);
    joinAll(ledger, 3);
    publish(ledger, 0, 1_000 * MS);
    ledger.arrived(0, 0, 1_010 * MS);
    ledger.arrived(1, 0, 1_030 * MS);
    assertEquals(List.of(), ledger.settle(1_040 * MS));
    ledger.arrived(2, 0, 1_020 * MS);
    Settled settled = only(ledger.settle(1_041 * MS));
    assertEquals(10 * MS, settled.reachedNanos(0));
    assertEquals(20 * MS, settled.reachedNanos(50));
    assertEquals(30 * MS, settled.reachedNanos(100));
    assertEquals(0, settled.lost());
  }

  @Test
  void whatHasNotComeWhenTheBooksCloseIsLost() {
    Ledger ledger = ledger(3, 1);
    joinAll(ledger, 3);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, 10 * MS);
    assertEquals(List.of(), ledger.settle(CLOSED - 1));
    Settled settled = only(ledger.settle(CLOSED));
    assertEquals(3, settled.expected());
    assertEquals(1, settled.delivered());
    assertEquals(2, settled.lost());
    assertEquals(10 * MS, settled.reachedNanos(0));
    assertEquals(Long.MAX_VALUE, settled.reachedNanos(90));
  }

  @Test
  void aFrameStampedInTimeCountsThoughItIsBookedWithinTheGrace() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    ledger.settle(150 * MS);
    ledger.arrived(0, 0, 99 * MS);
    assertEquals(1, only(ledger.settle(151 * MS)).delivered());
  }

  @Test
  void aFrameStampedInTimeCountsHoweverLateItsEventLoopBooksIt() {
    AtomicLong booked = new AtomicLong(99 * MS);
    Ledger ledger =
        new Ledger(
            new Ledger.Size(1, 2, 1), DRAIN, Duration.ZERO, now -> Math.min(now, booked.get()));
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    assertEquals(List.of(), ledger.settle(100 * CLOSED));
    assertTrue(ledger.hasOpenBooks());
    ledger.arrived(0, 0, 99 * MS);
    booked.set(101 * CLOSED);
    assertEquals(1, only(ledger.settle(101 * CLOSED)).delivered());
    assertFalse(ledger.hasOpenBooks());
  }

  @Test
  void aFirstArrivalAfterClosingIsLateAndLost() {
    Ledger ledger = ledger(2, 1);
    joinAll(ledger, 2);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, 101 * MS);
    Settled settled = only(ledger.settle(CLOSED));
    assertEquals(1, settled.late());
    assertEquals(2, settled.lost());
    ledger.arrived(1, 0, CLOSED + MS);
    ledger.arrived(1, 0, CLOSED + 2 * MS);
    assertEquals(1, ledger.extras().lateAfterwards());
    assertEquals(1, ledger.extras().duplicate());
  }

  @Test
  void aRepeatIsADuplicateBeforeAndAfterSettling() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, MS);
    ledger.arrived(0, 0, 2 * MS);
    only(ledger.settle(3 * MS));
    ledger.arrived(0, 0, 4 * MS);
    assertEquals(2, ledger.extras().duplicate());
  }

  @Test
  void whoJoinedAfterTheIntendedTimeIsNotExpected() {
    Ledger ledger = ledger(2, 1);
    ledger.joined(0, 0);
    ledger.joined(1, 11 * MS);
    publish(ledger, 0, 10 * MS);
    ledger.arrived(1, 0, 12 * MS);
    ledger.arrived(0, 0, 12 * MS);
    assertEquals(1, only(ledger.settle(13 * MS)).expected());
    ledger.arrived(1, 0, 14 * MS);
    assertEquals(2, ledger.extras().unexpected());
  }

  @Test
  void aMarkerOfABroadcastThatNeverWasIsUnexpected() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    ledger.arrived(0, 7, MS);
    ledger.arrived(0, Long.MAX_VALUE, MS);
    assertEquals(2, ledger.extras().unexpected());
  }

  @Test
  void aFrameThatNoChannelTookIsInNoBooks() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    ledger.withdraw(0);
    assertEquals(List.of(), ledger.settle(CLOSED));
  }

  @Test
  void aFrameThatWasNotHandedOverInTimeMustNotBeSentAnyMore() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    ledger.open(0, 0, true, 0);
    assertEquals(List.of(), ledger.settle(CLOSED));
    assertFalse(ledger.sent(0, CLOSED + 1));
  }

  @Test
  void aBroadcastIsOverWhenAllHaveItOrItWasTakenBack() {
    Ledger ledger = ledger(1, 3);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    publish(ledger, 1, 0);
    assertFalse(ledger.isOver(0));
    ledger.arrived(0, 0, MS);
    assertTrue(ledger.isOver(0));
    assertTrue(ledger.withdraw(1));
    assertTrue(ledger.isOver(1));
    assertTrue(ledger.isOver(2));
  }

  @Test
  void aBroadcastIsOverWhenOnlyWhoIsGoneDoesNotHaveIt() {
    Ledger ledger = ledger(2, 1);
    joinAll(ledger, 2);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, MS);
    assertFalse(ledger.isOver(0));
    ledger.disconnected(1);
    assertTrue(ledger.isOver(0));
  }

  @Test
  void aBroadcastIsOverWhenItsBooksAreSettledWithLosses() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    assertFalse(ledger.isOver(0));
    ledger.settle(CLOSED);
    assertTrue(ledger.isOver(0));
  }

  @Test
  void aFrameThatIsRefusedAfterItsBooksClosedCountsAsPublished() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    assertEquals(1, only(ledger.settle(CLOSED)).lost());
    assertFalse(ledger.withdraw(0));
  }

  @Test
  void whatArrivesOfABroadcastThatWasTakenBackIsUnexpected() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    ledger.withdraw(0);
    ledger.arrived(0, 0, MS);
    assertEquals(1, ledger.extras().unexpected());
  }

  @Test
  void aLateArrivalIsCountedOnceThoughItsBookIsSettledMeanwhile() {
    Ledger ledger = ledger(1, 1);
    joinAll(ledger, 1);
    publish(ledger, 0, 0);
    ledger.arrived(0, 0, 101 * MS);
    assertEquals(1, only(ledger.settle(CLOSED)).late());
    assertEquals(0, ledger.extras().lateAfterwards());
  }

  @Test
  void orderIsKeptApartByPublisher() {
    Ledger ledger = ledger(1, 4);
    joinAll(ledger, 1);
    for (int number = 0; number < 4; number++) {
      ledger.open(number, number % 2, true, number);
      assertTrue(ledger.sent(number, number));
    }
    for (int number : new int[] {2, 1, 0, 3}) {
      ledger.arrived(0, number, 10 + number);
    }
    assertEquals(1, ledger.extras().outOfOrder());
  }

  /** Every interleaving of arrivals, repeats and settling decides each slot exactly once. */
  @Test
  void expectedIsDeliveredPlusLostWhateverTheThreadsDo() throws InterruptedException {
    int connections = 400;
    int broadcasts = 60;
    Ledger ledger = ledger(connections, broadcasts);
    joinAll(ledger, connections);
    for (int number = 0; number < broadcasts; number++) {
      publish(ledger, number, 0);
    }
    AtomicLong sent = new AtomicLong();
    CountDownLatch done = new CountDownLatch(4);
    for (int loop = 0; loop < 4; loop++) {
      int mine = loop;
      new Thread(
              () -> {
                Random random = new Random(mine);
                for (int step = 0; step < broadcasts * connections / 4; step++) {
                  int connection = random.nextInt(connections / 4) * 4 + mine;
                  ledger.arrived(connection, random.nextInt(broadcasts), 50 * MS);
                  sent.incrementAndGet();
                }
                done.countDown();
              })
          .start();
    }
    List<Settled> settled = new ArrayList<>(ledger.settle(CLOSED));
    assertTrue(done.await(50, TimeUnit.SECONDS));
    settled.addAll(ledger.settle(CLOSED));
    long delivered = settled.stream().mapToLong(Settled::delivered).sum();
    long lost = settled.stream().mapToLong(Settled::lost).sum();
    assertEquals(broadcasts, settled.size());
    assertEquals((long) broadcasts * connections, delivered + lost);
    Ledger.Extras extras = ledger.extras();
    assertEquals(sent.get(), delivered + extras.duplicate() + extras.lateAfterwards());
  }

  private static Ledger ledger(int connections, int broadcasts) {
    return new Ledger(new Ledger.Size(connections, 2, broadcasts), DRAIN, Duration.ZERO);
  }

  private static void joinAll(Ledger ledger, int connections) {
    for (int i = 0; i < connections; i++) {
      ledger.joined(i, -MS);
    }
  }

  private static void publish(Ledger ledger, int number, long intended) {
    ledger.open(number, 0, true, intended);
    assertTrue(ledger.sent(number, intended));
  }

  private static Settled only(List<Settled> settled) {
    assertEquals(1, settled.size());
    return settled.get(0);
  }
}
