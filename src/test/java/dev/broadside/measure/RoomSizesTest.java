package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The last receiver by the size of the room: one of eight, and two of one. */
final class RoomSizesTest {
  private static final long MS = 1_000_000;
  private static final Rooms ROOMS =
      Rooms.of(
          new Audience(10, Duration.ZERO, 3, Sizes.parse(List.of("80%", "10%", "10%")), false),
          3,
          1);

  private final RoomSizes sizes = new RoomSizes();
  private final Ledger ledger =
      new Ledger(new Ledger.Size(ROOMS, 6, false), Duration.ofMillis(900), Duration.ZERO);

  RoomSizesTest() {
    for (int connection = 0; connection < ROOMS.connections(); connection++) {
      ledger.joined(connection, -MS);
    }
  }

  /** One to each room; the eighth of the large one has it after so many milliseconds. */
  private void publish(int number, long large, boolean lost) {
    for (int room = 0; room < 3; room++) {
      int broadcast = number * 3 + room;
      ledger.open(broadcast, room, true, 0);
      ledger.sent(broadcast, 0);
      int people = ROOMS.room(room).size();
      for (int seat = 0; seat < people - (lost && room == 0 ? 1 : 0); seat++) {
        long millis = room == 0 ? large * (seat + 1) / people : 5;
        ledger.arrived(ROOMS.room(room).member(seat), broadcast, millis * MS);
      }
    }
  }

  @Test
  void theLargeRoomIsLateAndTheSmallOnesAreNot() {
    publish(0, 400, false);
    publish(1, 800, false);
    ledger.settle(2_000 * MS).forEach(sizes::add);
    List<RunSummary.RoomSize> told = sizes.told();
    assertEquals(2, told.size());
    assertSize(1, 1, 2, 4, 4, told.get(0));
    assertNear(5, told.get(0).lastMillis().p99());
    assertSize(8, 15, 1, 2, 16, told.get(1));
    assertNear(400, told.get(1).lastMillis().p50());
    assertNear(800, told.get(1).lastMillis().p99());
  }

  @Test
  void aLossIsInTheRoomThatHasItAlone() {
    publish(0, 400, true);
    ledger.settle(2_000 * MS).forEach(sizes::add);
    RunSummary.RoomSize large = sizes.told().get(1);
    assertEquals(8, large.expected());
    assertEquals(7, large.delivered());
    assertNull(large.lastMillis().p50());
    assertNear(5, sizes.told().get(0).lastMillis().max());
  }

  @Test
  void nothingIsToldOfRoomsThatNobodyPublishesTo() {
    assertEquals(List.of(), sizes.told());
  }

  private static void assertNear(double millis, @Nullable Double told) {
    assertEquals(millis, told == null ? Double.NaN : told, millis / 500);
  }

  private static void assertSize(
      int from, int to, int rooms, long broadcasts, long delivered, RunSummary.RoomSize size) {
    assertEquals(from, size.from());
    assertEquals(to, size.to());
    assertEquals(rooms, size.rooms());
    assertEquals(broadcasts, size.broadcasts());
    assertEquals(delivered, size.delivered());
  }
}
