package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Reach;
import io.gatling.commons.util.DefaultClock;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration$;
import io.gatling.core.stats.StatsEngine;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.collection.immutable.List$;

/** A user's own audience without Gatling's engine: connections are told what they hear. */
final class RoomTest {
  private static final long FIRST_USER = 7;
  private static final long SECOND_USER = 9;

  private final List<Object> goodbyes = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new ChannelInboundHandlerAdapter() {
            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
              goodbyes.add(event);
            }
          });
  private final Room.Plan plan;
  private final Room.Books books;
  private final Ledger ledger;
  private final RoomClerk clerk;
  private final Room room;

  RoomTest(@TempDir Path reports) throws Exception {
    plan = new Room.Plan("lobby", 4, 10, Reach.DIRECT, Duration.ofSeconds(5), false, reports);
    RunFolder folder = RunFolder.create(reports, "lobby", Instant.EPOCH);
    room = new Room(plan, core(), Route.of(Reach.DIRECT), folder);
    books = room.books();
    ledger = books.ledger();
    RoomClerk.Place place =
        new RoomClerk.Place("r1", Anchor.now(), RunFolder.create(reports, "clerk", Instant.EPOCH));
    clerk = new RoomClerk(plan, place, books, new LoopLags());
  }

  /** What a room uses of Gatling: a clock, its configuration and statistics that nobody reads. */
  private static CoreComponents core() {
    StatsEngine silent =
        (StatsEngine)
            Proxy.newProxyInstance(
                RoomTest.class.getClassLoader(),
                new Class<?>[] {StatsEngine.class},
                (proxy, method, arguments) -> null);
    return new CoreComponents(
        null,
        null,
        null,
        Option.empty(),
        silent,
        new DefaultClock(),
        null,
        GatlingConfiguration$.MODULE$.loadForTest(List$.MODULE$.empty()));
  }

  private Member member(int seat) {
    Member member = new Member(seat, room, new Inbox(ledger, room.id()));
    line(member);
    return member;
  }

  private Connection line(Member member) {
    Connection line = member.line(failure -> {});
    line.opened(channel, System.nanoTime(), 1);
    return line;
  }

  private Publication publication(long user) {
    Publication publication = room.publication(user);
    if (publication == null) {
      throw new AssertionError("there is room for ten");
    }
    publication.leaves();
    return publication;
  }

  private static void hear(Connection line, Publication publication) {
    line.text(
        Unpooled.copiedBuffer(publication.marker(), StandardCharsets.US_ASCII), System.nanoTime());
  }

  @Test
  void whoLeavesSaysGoodbyeAndIsNotClosedAtOnce() {
    Member member = member(0);
    member.leave();
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
    assertTrue(channel.isOpen());
    assertFalse(member.isOpen());
  }

  @Test
  void whoseSocketIsClosedAlreadyIsCutAndDidNotLeave() {
    Member member = new Member(0, room, new Inbox(ledger, room.id()));
    Connection line = line(member);
    publication(FIRST_USER);
    channel.close();
    member.leave();
    line.dropped();
    RunSummary.Connections connections = books.counts().connections();
    assertEquals(1, connections.dropped());
    assertEquals(1, ledger.settleAll(System.nanoTime()).getFirst().lost());
  }

  @Test
  void broadcastsOfTwoUsersMayCross() {
    Connection line = line(new Member(0, room, new Inbox(ledger, room.id())));
    Publication first = publication(FIRST_USER);
    Publication second = publication(SECOND_USER);
    hear(line, second);
    hear(line, first);
    assertEquals(2, ledger.arrivals());
    assertEquals(0, ledger.extras().outOfOrder());
  }

  @Test
  void broadcastsOfOneUserThatCrossAreOutOfOrder() {
    Connection line = line(new Member(0, room, new Inbox(ledger, room.id())));
    Publication first = publication(FIRST_USER);
    publication(SECOND_USER);
    Publication second = publication(FIRST_USER);
    hear(line, second);
    hear(line, first);
    assertEquals(1, ledger.extras().outOfOrder());
  }

  @Test
  void moreUsersThanAnybodyFollowsAreNeverOutOfOrder() {
    Authors authors = new Authors();
    for (int user = 0; user < Authors.FOLLOWED; user++) {
      assertEquals(user, authors.index(100 + user));
    }
    assertEquals(Authors.FOLLOWED, authors.index(1));
    assertEquals(0, authors.index(100));
    ledger.joined(0, 0);
    ledger.open(0, Authors.FOLLOWED, true, 1);
    ledger.open(1, Authors.FOLLOWED, true, 1);
    ledger.arrived(0, 1, 2);
    ledger.arrived(0, 0, 3);
    assertEquals(0, ledger.extras().outOfOrder());
  }

  @Test
  void aUserWhoFailsWhenItIsWokenKeepsNobodyElseWaiting() {
    List<String> woken = new ArrayList<>();
    clerk.whenSettled(
        () -> {
          throw new StackOverflowError("a user's own code");
        });
    clerk.whenSettled(() -> woken.add("second"));
    clerk.tick(System.nanoTime());
    assertEquals(List.of("second"), woken);
  }
}
