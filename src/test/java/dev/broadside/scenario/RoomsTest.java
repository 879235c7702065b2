package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RoomsTest {

  @Property
  void theSizesAreEverybodyAndEachIsItsQuotaRoundedUpOrDown(
      @ForAll @IntRange(min = 1, max = 1_000_000) int connections,
      @ForAll @IntRange(min = 1, max = 500) int rooms,
      @ForAll("sizes") Sizes sizes) {
    int[] split = sizes.split(connections, rooms);
    double[] weights = sizes.weights(rooms);
    double sum = Arrays.stream(weights).sum();
    assertEquals(connections, Arrays.stream(split).sum());
    for (int room = 0; room < rooms; room++) {
      assertEquals(connections * weights[room] / sum, split[room], 1);
    }
  }

  @Provide
  Arbitrary<Sizes> sizes() {
    Arbitrary<Sizes> zipf =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, BigDecimal.valueOf(9))
            .ofScale(3)
            .map(Sizes.Zipf::new);
    return Arbitraries.oneOf(zipf, Arbitraries.just(new Sizes.Uniform()));
  }

  @Test
  void whatIsLeftGoesToTheLargestRemainders() {
    assertArrayEquals(new int[] {4, 3, 3}, new Sizes.Uniform().split(10, 3));
    Sizes shares = Sizes.parse(List.of("50%", "33.4%", "16.6%"));
    assertArrayEquals(new int[] {50, 33, 17}, shares.split(100, 3));
    // 1 + 1/2 + 1/3 + 1/4 = 25/12: quotas 48, 24, 16, 12.
    assertArrayEquals(new int[] {48, 24, 16, 12}, Sizes.parse("zipf 1").split(100, 4));
  }

  @Property(tries = 200)
  void eachSubscriberHasOneSeatInOneRoom(
      @ForAll @IntRange(min = 1, max = 300) int connections,
      @ForAll @IntRange(min = 1, max = 20) int rooms,
      @ForAll long seed) {
    Rooms made = rooms(connections, rooms, 1, seed);
    int[] split = new Sizes.Uniform().split(connections, rooms);
    for (int room = 0; room < rooms; room++) {
      assertEquals(split[room], made.room(room).size());
    }
    for (int connection = 0; connection < connections; connection++) {
      Rooms.Room room = made.ofSubscriber(connection);
      assertEquals(connection, room.member(made.seat(connection)));
    }
  }

  @Test
  void theSeedDecidesWhoIsWhere() {
    assertEquals(places(rooms(100, 4, 1, 7)), places(rooms(100, 4, 1, 7)));
    assertNotEquals(places(rooms(100, 4, 1, 7)), places(rooms(100, 4, 1, 8)));
    // All rooms fill at once, and not one after the other.
    assertTrue(places(rooms(100, 4, 1, 7)).subList(0, 25).stream().distinct().count() == 4);
  }

  private static List<String> places(Rooms rooms) {
    return IntStream.range(0, rooms.connections())
        .mapToObj(connection -> rooms.ofSubscriber(connection).name())
        .toList();
  }

  @Property(tries = 200)
  void publishersTakeTheRoomsInTurn(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 1, max = 50) int publishers) {
    Rooms rooms = rooms(100, count, publishers, 1);
    int[] found = new int[count];
    for (int publisher = 0; publisher < publishers; publisher++) {
      assertEquals("room-" + (1 + publisher % count), rooms.ofPublisher(publisher).name());
      found[rooms.ofPublisher(publisher).index()]++;
    }
    for (int room = 0; room < count; room++) {
      assertEquals(found[room], rooms.publishersIn(room));
    }
  }

  private static Rooms rooms(int connections, int rooms, int publishers, long seed) {
    return Rooms.of(
        new Audience(connections, Duration.ZERO, rooms, new Sizes.Uniform(), false),
        publishers,
        seed);
  }
}
