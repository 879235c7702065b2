package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Ledger;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WitnessTest {
  private static final int CONNECTIONS = 60;
  private static final int WITNESSES = 7;
  private static final long MS = 1_000_000;

  private final Rooms rooms = Rooms.one(CONNECTIONS, 1);
  private final Ledger ledger =
      new Ledger(new Ledger.Size(rooms, 4, false), Duration.ofSeconds(1), Duration.ZERO);
  private final Witness witness = new Witness(WITNESSES, rooms, ledger, 9);

  @BeforeEach
  void publishTwo() {
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      ledger.joined(connection, 0);
    }
    ledger.open(0, 0, false, 1_000 * MS);
    ledger.open(1, 0, true, 2_000 * MS);
    witness.hear("clock " + System.nanoTime());
  }

  /** Opens all, and lets the injector have the measured broadcast after 20 ms. */
  private void openAndDeliver() {
    IntStream.range(0, WITNESSES).forEach(number -> witness.hear("opened " + number));
    ledger.sent(1, 2_000 * MS);
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      ledger.arrived(connection, 1, 2_020 * MS);
    }
    ledger.settle(3_500 * MS).forEach(witness.audience()::settled);
  }

  private void hearFrames(long atMillis) {
    for (int number = 0; number < WITNESSES; number++) {
      witness.hear("frame " + number + " " + (1_500 * MS) + " 100 0");
      witness.hear("frame " + number + " " + atMillis * MS + " 100 1 9");
    }
  }

  @Test
  void itsArrivalsAreEchoesAndMessagesAndNoDeliveries() {
    openAndDeliver();
    hearFrames(2_021);
    assertEquals(WITNESSES, ledger.extras().echoes());
    assertEquals(2 * WITNESSES, ledger.messages());
    assertEquals(CONNECTIONS, ledger.arrivals());
    assertEquals(0, ledger.extras().unexpected());
  }

  @Test
  void theCheckIsOverTheMeasuredBroadcastsThatCameInTime() {
    openAndDeliver();
    hearFrames(2_021);
    witness.hear("frame 0 " + 9_000 * MS + " 100 1");
    RunSummary.Check check = witness.check();
    assertTrue(check.value().endsWith(" over 7 connections"), check.value());
  }

  @Test
  void aConnectionThatCannotOpenMakesTheCheckUnknown() throws InterruptedException {
    IntStream.range(0, WITNESSES - 1).forEach(number -> witness.hear("opened " + number));
    assertFalse(witness.awaitDecided(1));
    witness.hear("failed 6 HTTP 403");
    assertTrue(witness.awaitDecided(1));
    assertEquals("unknown: 6 of its 7 connections opened (HTTP 403)", witness.check().value());
    assertFalse(witness.check().ok());
  }

  @Test
  void linesThatWereLeftOutMakeTheCheckUnknown() {
    openAndDeliver();
    witness.hear("overflow");
    assertEquals("unknown: it had more to tell than could be heard", witness.check().value());
  }

  @Test
  void twinsAreDrawnWhereSomebodyPublishes() {
    Audience audience =
        new Audience(40, Duration.ZERO, 20, Sizes.parse("uniform"), false, WITNESSES);
    Rooms many = Rooms.of(audience, 2, 3);
    Witness spread = new Witness(WITNESSES, many, ledger, 4);
    int[] twins =
        IntStream.range(0, 40).filter(subscriber -> spread.twin(subscriber) >= 0).toArray();
    // Four listen in the two rooms that have a publisher.
    assertEquals(4, twins.length);
    assertTrue(IntStream.of(twins).allMatch(each -> many.ofSubscriber(each).index() < 2));
  }
}
