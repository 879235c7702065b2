package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Ledger;
import dev.broadside.measure.Marker;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.Settled;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Renewal;
import dev.broadside.scenario.Rooms;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On an event loop whose clock stands still until it is moved. */
final class AttendeeTest {
  private static final String RUN = "abc";
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000;

  private final EmbeddedChannel loop = new EmbeddedChannel();
  private final Ledger ledger =
      new Ledger(new Ledger.Size(Rooms.one(1, 1), 10, false, true), DRAIN, Duration.ZERO);
  private final Population population = new Population(1, 0);
  private final Comings comings = new Comings(10 * SECOND);
  private final Queue<Connection> dialed = new ArrayDeque<>();
  private final List<Object> goodbyes = new ArrayList<>();
  private long now;

  private Attendee attendee(Renewal renewal) {
    loop.freezeTime();
    Wiring wiring =
        new Wiring(
            ledger,
            population,
            new SilentLog(),
            new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
            new Pings(1));
    Attendee.Shared shared =
        new Attendee.Shared(
            wiring,
            comings,
            new ConnectPace(new Rate(1_000), 0),
            () -> now,
            new Lifetimes(renewal, 1));
    Attendee attendee =
        new Attendee(0, loop.eventLoop(), shared, new Inbox(ledger, RUN), dialed::add);
    attendee.arrive();
    return attendee;
  }

  private Connection open() {
    return openOn(channel());
  }

  private EmbeddedChannel channel() {
    return new EmbeddedChannel(
        new ArrivalStamp(),
        new ChannelInboundHandlerAdapter() {
          @Override
          public void userEventTriggered(ChannelHandlerContext context, Object event) {
            goodbyes.add(event);
          }
        });
  }

  private Connection openOn(EmbeddedChannel channel) {
    Connection connection = dialed.remove();
    connection.opened(channel, now, 7_000_000);
    return connection;
  }

  private void pass(long seconds) {
    now += seconds * SECOND;
    loop.advanceTimeBy(seconds, TimeUnit.SECONDS);
    loop.runPendingTasks();
  }

  private void leave(Attendee attendee, Goodbye how) {
    attendee.leave(how, 2 * SECOND);
    loop.runPendingTasks();
  }

  private void publish(int number) {
    ledger.open(number, 0, true, now);
    assertTrue(ledger.sent(number, now));
  }

  private void hear(Connection connection, int number) {
    String marker = new Marker(RUN, 0, number, 1_000_000).encode();
    connection.text(Unpooled.copiedBuffer(marker, StandardCharsets.US_ASCII), now);
  }

  private RunSummary.Churn summary() {
    return comings.summary(1, 0, ledger.strays());
  }

  private Settled only() {
    List<Settled> settled = ledger.settle(now + DRAIN.plus(Ledger.GRACE).toNanos());
    assertEquals(1, settled.size());
    return settled.getFirst();
  }

  @Test
  void whoIsToldToLeaveSaysGoodbyeAndComesBackAfterItsTime() {
    Attendee attendee = attendee(Renewal.NEVER);
    open();
    assertTrue(attendee.isThere());
    leave(attendee, Goodbye.DROP);
    assertEquals(List.of(Goodbye.DROP), goodbyes);
    assertFalse(attendee.isThere());
    assertEquals(1, comings.away());
    pass(1);
    assertNull(dialed.peek());
    pass(1);
    open();
    assertTrue(attendee.isThere());
    assertEquals(0, comings.away());
    assertEquals(1, summary().rejoins());
    assertEquals(7.0, summary().rejoinMillis().max());
    assertEquals(1, population.opened());
  }

  @Test
  void aFrameOfTheConnectionThatItLeftIsNoDeliveryToTheOneThatItHasNow() {
    Attendee attendee = attendee(Renewal.NEVER);
    Connection last = open();
    leave(attendee, Goodbye.CLOSE);
    pass(2);
    Connection current = open();
    pass(1);
    publish(0);
    hear(last, 0);
    assertEquals(0, ledger.arrivals());
    assertEquals(1, summary().strays());
    hear(current, 0);
    Settled settled = only();
    assertEquals(1, settled.delivered());
    assertEquals(0, ledger.extras().duplicate() + ledger.extras().unexpected());
  }

  @Test
  void whatItStillHearsAfterItWasToldToLeaveIsNeitherExpectedNorLost() {
    Attendee attendee = attendee(Renewal.NEVER);
    Connection connection = open();
    pass(1);
    publish(0);
    leave(attendee, Goodbye.CLOSE);
    hear(connection, 0);
    Settled settled = only();
    assertTrue(settled.isToNobody());
    assertEquals(0, summary().strays());
  }

  @Test
  void aRejoinThatFailsIsCountedWithItsReasonAndTriedAgain() {
    Attendee attendee = attendee(Renewal.NEVER);
    open();
    leave(attendee, Goodbye.CLOSE);
    pass(2);
    dialed.remove().failed("HTTP 429", now, 1);
    assertEquals(1, comings.away());
    pass(1);
    open();
    assertEquals(0, comings.away());
    assertEquals(1, summary().failed());
    assertEquals(1L, summary().failures().get("HTTP 429"));
    assertEquals("", population.failureReasons());
  }

  @Test
  void aRejoinThatTakesTooLongIsSlow() {
    Attendee attendee = attendee(Renewal.NEVER);
    open();
    leave(attendee, Goodbye.CLOSE);
    pass(2);
    pass(11);
    open();
    assertEquals(1, summary().slow());
  }

  @Test
  void whomTheStageCutIsLostAndNotMadeToLeave() {
    Attendee attendee = attendee(Renewal.NEVER);
    Connection connection = open();
    pass(1);
    connection.dropped();
    leave(attendee, Goodbye.CLOSE);
    pass(10);
    publish(0);
    assertEquals(0, summary().leaves());
    assertNull(dialed.peek());
    assertEquals(1, only().lost());
    assertEquals(1, population.summary().dropped());
  }

  @ParameterizedTest
  @EnumSource(Goodbye.class)
  void whoseSocketIsClosedAlreadyIsCutAndDidNotLeave(Goodbye how) {
    Attendee attendee = attendee(Renewal.NEVER);
    EmbeddedChannel channel = channel();
    Connection connection = openOn(channel);
    pass(1);
    publish(0);
    channel.close();
    leave(attendee, how);
    connection.dropped("closed without a closing frame");
    assertEquals(0, summary().leaves());
    assertEquals(1, only().lost());
    assertEquals(1, population.summary().dropped());
  }

  @Test
  void whoNeverCameIsNotMadeToLeave() {
    Attendee attendee = attendee(Renewal.NEVER);
    dialed.remove().failed("HTTP 500", now, 1);
    leave(attendee, Goodbye.CLOSE);
    pass(10);
    assertNull(dialed.peek());
    assertEquals(1, population.summary().failed());
  }

  @Test
  void nobodyComesBackWhenTheRunIsOver() {
    Attendee attendee = attendee(Renewal.NEVER);
    open();
    leave(attendee, Goodbye.CLOSE);
    population.end();
    pass(10);
    assertNull(dialed.peek());
  }

  @Test
  void aConnectionIsReplacedAtItsAgeAndThatIsPlanned() {
    attendee(new Renewal(Duration.ofSeconds(30), null));
    open();
    pass(29);
    assertEquals(List.of(), goodbyes);
    pass(1);
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
    open();
    assertEquals(1, summary().renewals());
    assertEquals(0, summary().leaves());
    pass(30);
    assertEquals(2, goodbyes.size());
  }

  @Test
  void anIdleConnectionIsReplacedUnlessSomethingArrives() {
    attendee(new Renewal(null, Duration.ofSeconds(10)));
    Connection connection = open();
    pass(9);
    publish(0);
    hear(connection, 0);
    pass(9);
    assertEquals(List.of(), goodbyes);
    pass(1);
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
  }
}
