package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The books of several rooms. */
final class RoomLedgerTest {
  private static final long MS = 1_000_000;
  private static final Duration DRAIN = Duration.ofMillis(100);
  private static final long CLOSED = 100 * MS + Ledger.GRACE.toNanos();
  private static final Rooms ROOMS =
      Rooms.of(new Audience(10, Duration.ZERO, 2, new Sizes.Uniform(), false), 3, 1);
  private static final List<Integer> FIRST = members(0);
  private static final List<Integer> SECOND = members(1);

  @Test
  void theAudienceIsTheRoomOfThePublisher() {
    Ledger ledger = ledger(false);
    publish(ledger, 0, 2);
    publish(ledger, 1, 1);
    FIRST.forEach(connection -> ledger.arrived(connection, 0, 2 * MS));
    SECOND.forEach(connection -> ledger.arrived(connection, 1, 3 * MS));
    List<Settled> settled = ledger.settle(4 * MS);
    assertEquals(List.of(0, 1), settled.stream().map(Settled::room).toList());
    assertEquals(List.of(5, 5), settled.stream().map(Settled::delivered).toList());
    List<Integer> connections = new ArrayList<>();
    IntStream.range(0, 5).map(settled.get(1)::connection).forEach(connections::add);
    assertEquals(SECOND, connections);
  }

  @Test
  void whatArrivesInAnotherRoomIsUnexpected() {
    Ledger ledger = ledger(false);
    publish(ledger, 0, 0);
    ledger.arrived(SECOND.get(0), 0, MS);
    Settled settled = ledger.settle(CLOSED).get(0);
    ledger.arrived(SECOND.get(1), 0, CLOSED);
    assertEquals(2, ledger.extras().unexpected());
    assertEquals(5, settled.lost());
    assertEquals(FIRST, settled.lostConnections().boxed().toList());
  }

  @Test
  void anEchoInAnotherRoomIsUnexpectedToo() {
    Ledger ledger = ledger(false);
    publish(ledger, 0, 0);
    ledger.echoed(0, 0);
    ledger.echoed(2, 0);
    ledger.echoed(1, 0);
    assertEquals(2, ledger.extras().echoes());
    assertEquals(1, ledger.extras().unexpected());
  }

  @Test
  void aDesignThatSendsAgainMakesRepeatsAndNoDuplicates() {
    Ledger ledger = ledger(true);
    publish(ledger, 0, 0);
    FIRST.forEach(connection -> ledger.arrived(connection, 0, MS));
    ledger.arrived(FIRST.get(0), 0, 2 * MS);
    assertEquals(5, ledger.settle(3 * MS).get(0).delivered());
    ledger.arrived(FIRST.get(0), 0, 4 * MS);
    ledger.arrived(SECOND.get(0), 0, 4 * MS);
    Ledger.Extras extras = ledger.extras();
    assertEquals(2, extras.repeats());
    assertEquals(0, extras.duplicate());
    assertEquals(1, extras.unexpected());
  }

  @Test
  void theHistoryThatALateJoinerGetsIsARepeat() {
    Ledger ledger = new Ledger(new Ledger.Size(ROOMS, 4, true), DRAIN, Duration.ZERO);
    FIRST.subList(1, 5).forEach(connection -> ledger.joined(connection, -MS));
    publish(ledger, 0, 0);
    ledger.joined(FIRST.get(0), MS);
    ledger.arrived(FIRST.get(0), 0, 2 * MS);
    assertEquals(4, ledger.settle(CLOSED).get(0).expected());
    assertEquals(1, ledger.extras().repeats());
  }

  @Test
  void whatIsSentAgainAfterTheBooksAreForgottenIsARepeatAndNotLate() {
    Ledger ledger = ledger(true);
    publish(ledger, 0, 0);
    ledger.settle(CLOSED);
    ledger.arrived(FIRST.get(0), 0, CLOSED);
    ledger.settle(CLOSED + Duration.ofSeconds(61).toNanos());
    ledger.arrived(FIRST.get(1), 0, CLOSED);
    assertEquals(1, ledger.extras().lateAfterwards());
    assertEquals(1, ledger.extras().repeats());
  }

  @Test
  void orderIsKeptApartByPublisherInEachRoom() {
    Ledger ledger = ledger(false);
    for (int number = 0; number < 4; number++) {
      publish(ledger, number, number % 2 * 2);
    }
    for (int number : new int[] {2, 1, 0, 3}) {
      ledger.arrived(FIRST.get(0), number, 10 + number);
    }
    assertEquals(1, ledger.extras().outOfOrder());
  }

  @Test
  void aFrameIsOneMessageAndBilledAsAwsCountsWhenItIsOfTheMeasuredWindow() {
    Ledger ledger = ledger(true);
    ledger.open(0, 0, false, 0);
    publish(ledger, 1, 0);
    assertTrue(!ledger.isMeasured(0) && ledger.isMeasured(1) && !ledger.isMeasured(9));
    ledger.frame(100, false);
    ledger.frame(32 * 1024 + 1, true);
    assertEquals(2, ledger.messages());
    assertEquals(2, ledger.billed());
  }

  private static Ledger ledger(boolean repeats) {
    Ledger ledger = new Ledger(new Ledger.Size(ROOMS, 4, repeats), DRAIN, Duration.ZERO);
    for (int i = 0; i < 10; i++) {
      ledger.joined(i, -MS);
    }
    return ledger;
  }

  private static void publish(Ledger ledger, int number, int publisher) {
    ledger.open(number, publisher, true, 0);
    assertTrue(ledger.sent(number, 0));
  }

  private static List<Integer> members(int room) {
    return IntStream.range(0, 10)
        .filter(connection -> ROOMS.ofSubscriber(connection).index() == room)
        .boxed()
        .toList();
  }
}
