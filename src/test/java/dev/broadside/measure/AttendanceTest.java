package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class AttendanceTest {
  @Test
  void whoOpensABookLooksAtSeatsThatSomebodyHadOnly() {
    Rooms rooms = Rooms.one(10_000, 1);
    Attendance attendance = new Attendance(10_000, Duration.ZERO);
    assertEquals(0, attendance.knownSeats(rooms.room(0)));
    attendance.joined(6, 1);
    attendance.joined(2, 1);
    attendance.left(6, 2);
    assertEquals(7, attendance.knownSeats(rooms.room(0)));
    assertEquals(BitSet.valueOf(new long[] {1 << 2}), attendance.audience(rooms.room(0), 3));
  }

  @Property(tries = 100)
  void nobodyWhoIsThereIsOverlooked(
      @ForAll @IntRange(min = 1, max = 200) int connections,
      @ForAll @IntRange(min = 1, max = 5) int rooms,
      @ForAll long seed) {
    Audience audience = new Audience(connections, Duration.ZERO, rooms, new Sizes.Uniform(), false);
    Rooms made = Rooms.of(audience, rooms, seed);
    Attendance attendance = new Attendance(connections, Duration.ZERO);
    int there = 0;
    for (int connection = 0; connection < connections; connection += 3) {
      attendance.joined(connection, 0);
      there++;
    }
    int found = 0;
    for (int room = 0; room < made.count(); room++) {
      found += attendance.audience(made.room(room), 0).cardinality();
    }
    assertEquals(there, found);
  }
}
