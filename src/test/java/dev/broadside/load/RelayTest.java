package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Ledger;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Renewal;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A publisher whose connection gets old, on an event loop whose clock is moved by hand. */
final class RelayTest {
  private static final long SECOND = 1_000_000_000;

  private final EmbeddedChannel loop = new EmbeddedChannel();
  private final Population population = new Population(0, 1);
  private final Comings comings = new Comings(10 * SECOND);
  private final Queue<Connection> dialed = new ArrayDeque<>();
  private final List<Object> goodbyes = new ArrayList<>();
  private final Ledger ledger =
      new Ledger(new Ledger.Size(1, 1, 1), Duration.ofSeconds(5), Duration.ZERO);
  private final Wiring wiring =
      new Wiring(
          ledger,
          population,
          new SilentLog(),
          new DefaultChannelGroup(GlobalEventExecutor.INSTANCE),
          new Pings(1));
  private final Publisher publisher =
      new Publisher(
          0,
          new Person("room-1", "user-1", ""),
          HttpRequests.places("#{marker}"),
          wiring,
          new Inbox(ledger, "run"));
  private long now;

  private void start() {
    loop.freezeTime();
    Renewal renewal = new Renewal(Duration.ofSeconds(30), null);
    Lifetimes lifetimes = new Lifetimes(renewal, 1);
    Attendee.Shared shared =
        new Attendee.Shared(wiring, comings, new ConnectPace(new Rate(1), 0), () -> now, lifetimes);
    new Relay(publisher, loop.eventLoop(), shared, lifetimes, dialed::add).start();
  }

  private EmbeddedChannel open(Connection leg) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext context, Object event) {
                goodbyes.add(event);
              }
            });
    leg.opened(channel, now, 7_000_000);
    return channel;
  }

  private void pass(long seconds) {
    now += seconds * SECOND;
    loop.advanceTimeBy(seconds, TimeUnit.SECONDS);
    loop.runPendingTasks();
  }

  @Test
  void theNextConnectionIsOpenBeforeTheLastOneIsToldToLeave() {
    start();
    Connection firstLeg = dialed.remove();
    EmbeddedChannel first = open(firstLeg);
    pass(30);
    assertEquals(List.of(), goodbyes);
    assertTrue(publisher.isOpen());
    EmbeddedChannel second = open(dialed.remove());
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
    publisher.prepare("m").send(new Departs());
    second.runPendingTasks();
    assertNull(first.readOutbound());
    TextWebSocketFrame sent = second.readOutbound();
    assertEquals("m", sent.text());
    sent.release();
    firstLeg.dropped();
    assertTrue(publisher.isOpen());
    assertEquals(1, comings.summary(0, 0, 0).renewals());
    assertEquals(0, comings.away());
  }

  @Test
  void aPublicationThatWaitsForTheEventLoopTakesTheNextConnection() {
    start();
    EmbeddedChannel first = open(dialed.remove());
    publisher.prepare("m").send(new Departs());
    pass(30);
    EmbeddedChannel second = open(dialed.remove());
    first.runPendingTasks();
    assertNull(first.readOutbound());
    TextWebSocketFrame sent = second.readOutbound();
    assertEquals("m", sent.text());
    sent.release();
  }

  @Test
  void aNextConnectionThatFailsIsTriedAgainWhileTheLastOneStays() {
    start();
    open(dialed.remove());
    pass(30);
    dialed.remove().failed("HTTP 429", now, 1);
    assertTrue(publisher.isOpen());
    pass(1);
    open(dialed.remove());
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
    assertEquals(1, comings.summary(0, 0, 0).failed());
  }

  @Test
  void aConnectionThatTheStageCutsIsDropped() {
    start();
    Connection leg = dialed.remove();
    open(leg);
    leg.dropped();
    assertFalse(publisher.isOpen());
  }

  @Test
  void whatTheStageCutsStaysCut() {
    start();
    Connection leg = dialed.remove();
    open(leg);
    leg.dropped("closed by the stage");
    pass(60);
    assertTrue(dialed.isEmpty());
    assertFalse(publisher.isOpen());
    assertEquals(0, population.publishersOpen());
    assertEquals(1, population.troubled());
  }

  @Test
  void aNextConnectionThatOpensAfterTheCutIsToldToLeave() {
    start();
    Connection leg = dialed.remove();
    open(leg);
    pass(30);
    leg.dropped("closed by the stage");
    open(dialed.remove());
    assertEquals(List.of(Goodbye.CLOSE), goodbyes);
    assertFalse(publisher.isOpen());
    pass(60);
    assertTrue(dialed.isEmpty());
    assertEquals(0, comings.summary(0, 0, 0).renewals());
  }

  @Test
  void aNextConnectionThatFailsAfterTheCutIsNotTriedAgain() {
    start();
    Connection leg = dialed.remove();
    open(leg);
    pass(30);
    leg.dropped("closed by the stage");
    dialed.remove().failed("HTTP 429", now, 1);
    pass(60);
    assertTrue(dialed.isEmpty());
    assertEquals(0, comings.summary(0, 0, 0).failed());
  }

  private static final class Departs implements Outlet.Departure {
    @Override
    public boolean leaves(long nanos, boolean answered) {
      return true;
    }

    @Override
    public void left(long nanos) {}

    @Override
    public void stayed(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void accepted() {}

    @Override
    public void refused(String reason) {
      throw new AssertionError(reason);
    }
  }

  @Test
  void aPublisherThatIsCutIsNoReasonWhyTheAudienceWas() {
    start();
    Connection leg = dialed.remove();
    open(leg);
    leg.dropped("closed by the stage with 1001");
    assertEquals(
        Map.of(RunSummary.PUBLISHER_CUT + "closed by the stage with 1001", 1L),
        population.summary().reasons());
    assertEquals(0, population.summary().dropped());
  }
}
