package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broadcasts that are answered, and what the books make of the answers. */
final class RefusedBroadcastTest {
  private static final long SECOND = 1_000_000_000;
  private static final long CLOSED = 6 * SECOND;

  private final Ledger ledger =
      new Ledger(new Ledger.Size(2, 1, 1), Duration.ofSeconds(5), Duration.ZERO);

  @BeforeEach
  void send() {
    ledger.joined(0, 0);
    ledger.joined(1, 0);
    ledger.open(0, 0, true, 0);
    ledger.answers().await(0);
    assertTrue(ledger.sent(0, 1));
  }

  private void assertSettled(int settled, int rejected, int refusedAndReceived) {
    assertEquals(settled, ledger.settle(CLOSED).size());
    assertEquals(rejected, ledger.answers().rejected());
    assertEquals(refusedAndReceived, ledger.answers().refusedAndReceived());
  }

  @Test
  void whatIsRefusedAndReachesNobodyIsInNoBooks() {
    ledger.answers().refused(0);
    assertEquals(List.of(), ledger.settle(SECOND));
    assertSettled(0, 1, 0);
  }

  @Test
  void whatIsNeverAnsweredAndReachesNobodyIsInNoBooks() {
    assertSettled(0, 1, 0);
  }

  @Test
  void whatIsAcceptedAndReachesNobodyIsLost() {
    ledger.answers().accepted(0);
    assertEquals(2, ledger.settle(CLOSED).getFirst().lost());
    assertEquals(0, ledger.answers().rejected());
  }

  @Test
  void whatIsRefusedAndReceivedStaysInTheBooks() {
    ledger.answers().refused(0);
    ledger.arrived(0, 0, 2);
    assertSettled(1, 0, 1);
  }

  @Test
  void whatEverybodyHasWaitsForItsAnswer() {
    ledger.arrived(0, 0, 2);
    ledger.arrived(1, 0, 2);
    assertEquals(List.of(), ledger.settle(SECOND));
    assertFalse(ledger.isOver(0));
    ledger.answers().accepted(0);
    assertTrue(ledger.isOver(0));
    assertEquals(1, ledger.settle(SECOND).size());
  }

  @Test
  void nobodyIsWaitedForWhenItCouldNotBeWrittenThoughAnAnswerWasAwaited() {
    assertTrue(ledger.withdraw(0));
    assertTrue(ledger.isOver(0));
  }

  @Test
  void whatComesAfterAllOfARejectedBroadcastIsLateForNobody() {
    assertSettled(0, 1, 0);
    ledger.arrived(0, 0, CLOSED);
    assertEquals(0, ledger.extras().lateAfterwards());
    assertEquals(1, ledger.extras().unexpected());
  }

  @Test
  void nobodyIsWaitedForOnceItIsRefused() {
    ledger.answers().refused(0);
    assertTrue(ledger.isOver(0));
  }
}
