package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Marker;
import dev.broadside.measure.RunFolder;
import dev.broadside.scenario.Reach;
import dev.broadside.scenario.Rooms;
import io.gatling.core.CoreComponents;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One audience in a user's own simulation, with the books of what is published to it. Users come to
 * it on their own event loops; its {@link RoomClerk} closes the books.
 */
public final class Room {
  private final Plan plan;
  private final Anchor anchor = Anchor.now();
  private final String id = Marker.newRun();
  private final LoopLags lags = new LoopLags();
  private final Map<EventLoop, Inbox> inboxes = new ConcurrentHashMap<>();
  private final AtomicInteger seats = new AtomicInteger();
  private final Authors authors = new Authors();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final RoomDoor door;
  private final Books books;
  private final RoomClerk clerk;

  /**
   * What a simulation declares of a room.
   *
   * @param seats how many users may ever subscribe
   * @param broadcasts how many broadcasts there may be
   * @param drain how long after its intended time a broadcast's books close
   * @param reach how its users' sockets get to the stage
   * @param repeats whether the design sends a message again on purpose
   * @param reports where its folder is made
   */
  public record Plan(
      String name,
      int seats,
      int broadcasts,
      Reach reach,
      Duration drain,
      boolean repeats,
      Path reports) {}

  /** What is written down of a room. */
  record Books(Ledger ledger, GatlingLog log, RoomCounts counts) {}

  Room(Plan plan, CoreComponents core, Route route, RunFolder folder) throws IOException {
    this.plan = plan;
    Ledger.Size size =
        new Ledger.Size(
            Rooms.one(plan.seats(), Authors.FOLLOWED), plan.broadcasts(), plan.repeats(), true);
    practise(size, plan);
    Ledger ledger = new Ledger(size, plan.drain(), Duration.ZERO, lags::bookedUntil);
    GatlingLog log = new GatlingLog(core, plan.name(), plan.name() + " ");
    this.books = new Books(ledger, log, new RoomCounts());
    this.door = new RoomDoor(core.configuration().netty(), channels, route);
    this.clerk = new RoomClerk(plan, new RoomClerk.Place(id, anchor, folder), books, lags);
  }

  /** The first book that a JVM opens takes it milliseconds, in which the first user would stand. */
  private static void practise(Ledger.Size size, Plan plan) {
    Ledger practice = new Ledger(size, plan.drain(), Duration.ZERO);
    long now = System.nanoTime();
    practice.joined(plan.seats() - 1, now);
    practice.open(0, 0, true, now);
    practice.left(plan.seats() - 1, now);
    practice.settleAll(now);
  }

  Books books() {
    return books;
  }

  /** What the markers of its broadcasts begin with. */
  String id() {
    return id;
  }

  /** Opens a room in a simulation that is about to start; its folder is whole when the JVM ends. */
  public static Room open(Plan plan, CoreComponents core) throws LoadException {
    Route route = Route.of(plan.reach());
    try {
      RunFolder folder = RunFolder.create(plan.reports(), plan.name(), Instant.now());
      Room room = new Room(plan, core, route, folder);
      room.lags.begin();
      room.clerk.start();
      return room;
    } catch (IOException e) {
      throw new LoadException(
          "the folder of "
              + plan.name()
              + " cannot be made in "
              + plan.reports()
              + " ("
              + e
              + "): name another by -Dbroadside.reports=FOLDER",
          e);
    }
  }

  /**
   * A new connection of the audience, or the next of one that was there before.
   *
   * @return {@code null} when every seat is taken
   */
  public @Nullable Member subscribe(
      @Nullable Member before, EventLoop loop, Admission admission, Member.Entry entry) {
    int seat = before == null ? seats.getAndIncrement() : before.seat();
    if (seat >= plan.seats()) {
      long now = System.nanoTime();
      notOpened(seat, now, 0, "there are only %d seats: say upTo(…)".formatted(plan.seats()));
      return null;
    }
    return connect(seat, loop, admission, entry);
  }

  /** A connection that publishes. */
  public Member connect(EventLoop loop, Admission admission, Member.Entry entry) {
    return connect(Member.NONE, loop, admission, entry);
  }

  private Member connect(int seat, EventLoop loop, Admission admission, Member.Entry entry) {
    Member member = new Member(seat, this, inbox(loop));
    door.open(loop, admission, member.line(entry));
    return member;
  }

  private Inbox inbox(EventLoop loop) {
    return inboxes.computeIfAbsent(
        loop,
        l -> {
          lags.watch(l);
          return new Inbox(books.ledger(), id);
        });
  }

  /**
   * Opens the book of a broadcast that a user means to send now.
   *
   * @param user Gatling's number of the user, by which the order of what arrives is told
   * @return {@code null} when there are as many as there may be
   */
  public @Nullable Publication publication(long user) {
    int number = books.counts().begin();
    long intended = System.nanoTime();
    if (number >= plan.broadcasts()) {
      String why = "there may be only %d broadcasts: say upTo(…)".formatted(plan.broadcasts());
      books.counts().stayed();
      books.log().published(intended, 0, why);
      return null;
    }
    int author = authors.index(user);
    String marker = new Marker(id, author, number, anchor.toEpochMicros(intended)).encode();
    books.ledger().open(number, author, true, intended);
    return new Publication(number, marker, intended, books);
  }

  /** Runs {@code next} once no book is open. */
  public void whenSettled(Runnable next) {
    clerk.whenSettled(next);
  }

  void opened(int seat, Channel channel, long nanos, long tookNanos) {
    channels.add(channel);
    books.log().connected(nanos, tookNanos);
    if (seat != Member.NONE) {
      books.ledger().joined(seat, nanos);
      books.counts().opened(tookNanos);
    }
  }

  void notOpened(int seat, long nanos, long tookNanos, String reason) {
    books.log().notConnected(nanos, tookNanos, reason);
    if (seat != Member.NONE) {
      books.counts().failed();
    }
  }

  /** Somebody who is not let in, since there is no admission: one of the audience fails so. */
  public void notAdmitted(boolean toTheAudience, String reason) {
    books.log().notConnected(System.nanoTime(), 0, reason);
    if (toTheAudience) {
      books.counts().failed();
    }
  }

  void left(int seat) {
    books.ledger().left(seat, System.nanoTime());
  }

  void dropped(int seat) {
    if (seat != Member.NONE) {
      books.ledger().disconnected(seat);
      books.counts().dropped();
    }
  }

  void broken(Throwable cause) {
    clerk.broken(cause);
  }
}
