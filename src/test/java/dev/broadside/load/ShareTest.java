package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Sizes;
import java.time.Duration;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class ShareTest {
  @Property(tries = 200)
  void everybodyBelongsToOneShareAndStaysInTheirRoom(
      @ForAll @IntRange(min = 1, max = 200) int connections,
      @ForAll @IntRange(min = 1, max = 9) int shards,
      @ForAll @IntRange(min = 1, max = 5) int rooms,
      @ForAll long seed) {
    Audience audience = new Audience(connections, Duration.ZERO, rooms, new Sizes.Uniform(), false);
    Rooms all = Rooms.of(audience, 3, seed);
    BitSet there = new BitSet();
    int[] sizes = new int[rooms];
    for (int shard = 0; shard < shards; shard++) {
      Share share = new Share(shard, shards);
      Rooms own = all.share(shard, shards);
      assertEquals(share.of(connections), own.connections());
      for (int connection = 0; connection < own.connections(); connection++) {
        int number = share.whole(connection);
        assertTrue(share.has(number) && !there.get(number), "connection " + number);
        there.set(number);
        Rooms.Room room = own.ofSubscriber(connection);
        assertEquals(all.ofSubscriber(number).name(), room.name());
        assertEquals(connection, room.member(own.seat(connection)));
      }
      for (int room = 0; room < rooms; room++) {
        sizes[room] += own.room(room).size();
        assertEquals(all.publishersIn(room), own.publishersIn(room));
      }
    }
    assertEquals(connections, there.cardinality());
    for (int room = 0; room < rooms; room++) {
      assertEquals(all.room(room).size(), sizes[room]);
    }
  }
}
