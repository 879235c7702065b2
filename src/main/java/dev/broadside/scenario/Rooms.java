package dev.broadside.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who is in which room. Each subscriber belongs to one, drawn from the scenario's seed so that
 * opening them in order fills all rooms at once; publisher i belongs and publishes to room 1 + (i
 * mod rooms). Rooms, subscribers and publishers count from 0 here, rooms from {@code room-1} in
 * what is sent.
 */
public final class Rooms {
  private final List<Room> rooms;
  private final int publishers;
  private final int[] roomOf;
  private final int[] seatOf;

  /** One room; the place of a subscriber among its members is its seat. */
  public static final class Room {
    private final int index;
    private final int[] members;

    private Room(int index, int size) {
      this.index = index;
      this.members = new int[size];
    }

    /** Its place among the rooms, from 0. */
    public int index() {
      return index;
    }

    /** What a scenario's <code>#{room}</code> becomes. */
    public String name() {
      return "room-" + (index + 1);
    }

    /** How many subscribers it has. */
    public int size() {
      return members.length;
    }

    /** The subscriber at a seat. */
    public int member(int seat) {
      return members[seat];
    }
  }

  private Rooms(int[] sizes, int publishers, int[] roomOf) {
    this.publishers = publishers;
    this.roomOf = roomOf;
    this.seatOf = new int[roomOf.length];
    List<Room> made = new ArrayList<>();
    for (int room = 0; room < sizes.length; room++) {
      made.add(new Room(room, sizes[room]));
    }
    int[] taken = new int[sizes.length];
    for (int connection = 0; connection < roomOf.length; connection++) {
      int room = roomOf[connection];
      seatOf[connection] = taken[room];
      made.get(room).members[taken[room]++] = connection;
    }
    this.rooms = List.copyOf(made);
  }

  /** The rooms of an audience. */
  public static Rooms of(Audience audience, int publishers, long seed) {
    int[] sizes = audience.sizes().split(audience.connections(), audience.rooms());
    int[] roomOf = new int[audience.connections()];
    int connection = 0;
    for (int room = 0; room < sizes.length; room++) {
      for (int i = 0; i < sizes[room]; i++) {
        roomOf[connection++] = room;
      }
    }
    shuffle(roomOf, new SplittableRandom(seed));
    return new Rooms(sizes, publishers, roomOf);
  }

  /** One room with everybody in it. */
  public static Rooms one(int connections, int publishers) {
    return new Rooms(new int[] {connections}, publishers, new int[connections]);
  }

  /**
   * The same rooms with those subscribers whose number is {@code shard} modulo {@code shards},
   * numbered anew from 0. Publishers keep their numbers.
   */
  public Rooms share(int shard, int shards) {
    if (shards == 1) {
      return this;
    }
    int[] own = new int[Math.ceilDiv(roomOf.length - shard, shards)];
    int[] sizes = new int[rooms.size()];
    for (int connection = 0; connection < own.length; connection++) {
      own[connection] = roomOf[connection * shards + shard];
      sizes[own[connection]]++;
    }
    return new Rooms(sizes, publishers, own);
  }

  /** Fisher and Yates: every order is as likely as any other. */
  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  /** How many rooms there are. */
  public int count() {
    return rooms.size();
  }

  /** How many subscribers there are in all rooms. */
  public int connections() {
    return roomOf.length;
  }

  /** The room at an index from 0. */
  public Room room(int index) {
    return rooms.get(index);
  }

  /** The room that a subscriber belongs to. */
  public Room ofSubscriber(int connection) {
    return rooms.get(roomOf[connection]);
  }

  /** The place of a subscriber among the members of its room. */
  public int seat(int connection) {
    return seatOf[connection];
  }

  /** The room that a publisher belongs and publishes to. */
  public Room ofPublisher(int publisher) {
    return rooms.get(publisher % rooms.size());
  }

  /** How many publishers belong to a room. */
  public int publishersIn(int index) {
    return publishersIn(index, publishers, rooms.size());
  }

  /**
   * How many messages {@code broadcasts} broadcasts are when the publishers take turns: each is one
   * in, and one out to everybody in its room, publishers among them.
   */
  public static long messages(Audience audience, int publishers, long broadcasts) {
    int[] sizes = audience.sizes().split(audience.connections(), audience.rooms());
    long messages = broadcasts;
    long heard = heard(sizes, publishers);
    for (int publisher = 0; publisher < publishers; publisher++) {
      long turns = broadcasts / publishers + (publisher < broadcasts % publishers ? 1 : 0);
      int room = publisher % sizes.length;
      long witnesses = Math.ceilDiv((long) audience.witnesses() * sizes[room], heard);
      messages += turns * (sizes[room] + publishersIn(room, publishers, sizes.length) + witnesses);
    }
    return messages;
  }

  /** How many are in a room that somebody publishes to; witnesses listen beside these. */
  private static long heard(int[] sizes, int publishers) {
    return Arrays.stream(sizes).limit(publishers).asLongStream().sum();
  }

  private static int publishersIn(int room, int publishers, int rooms) {
    return (publishers - room + rooms - 1) / rooms;
  }
}
