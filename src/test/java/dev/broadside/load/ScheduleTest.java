package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Ledger;
import dev.broadside.measure.Settled;
import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.ByteSize;
import dev.broadside.scenario.Pace;
import dev.broadside.scenario.Payload;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Via;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Order(1)
final class ScheduleTest {
  private static final Duration WARMUP = Duration.ofMillis(800);
  private static final Duration WINDOW = Duration.ofMillis(200);
  private static final int PER_SECOND = 20;

  private final Ledger ledger =
      new Ledger(new Ledger.Size(1, 2, 20), Duration.ofSeconds(5), Duration.ZERO);
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final PublishDelays delays = new PublishDelays();
  private Steering steered = Steering.NONE;

  @Test
  void aStageThatAnswersNothingIsNotWaitedForInTheMeasuredWindow() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Schedule schedule = schedule(List.of(publisher(channel)));
    long before = System.nanoTime();
    schedule.run();
    channel.runPendingTasks();
    long lastIsDueAfter = WARMUP.plusMillis(150).toNanos();
    assertTrue(System.nanoTime() - before >= lastIsDueAfter);
    assertEquals(4, schedule.publishedMeasured());
    assertEquals(4, delays.latencies().distribution().count());
  }

  @Test
  void aWarmUpBroadcastIsLeftOutWhileHalfASecondsWorthIsUnderWay() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Schedule schedule = schedule(List.of(publisher(channel)));
    schedule.run();
    channel.runPendingTasks();
    assertEquals(10 + 4, schedule.published());
  }

  @Test
  void aWindowThatIsHeldBeginsWhenItIsSaidAndTheWarmUpIsOverBefore() throws Exception {
    EmbeddedChannel channel = new EmbeddedChannel();
    Publisher gone = publisher(channel);
    gone.dropped();
    Schedule schedule = schedule(List.of(gone));
    schedule.hold();
    Thread thread = Thread.ofPlatform().daemon().start(schedule);
    while (!schedule.isWarmupOver()) {
      Thread.onSpinWait();
    }
    assertEquals(0, schedule.rejectedMeasured());
    long due = System.nanoTime() + Duration.ofMillis(20).toNanos();
    schedule.measureFrom(due);
    thread.join();
    // The first of four is due then, the last 150 ms later.
    assertTrue(System.nanoTime() - due >= Duration.ofMillis(148).toNanos());
    assertEquals(4, schedule.rejectedMeasured());
  }

  @Test
  void aWindowThatIsHeldAndNeverBeginsEndsWhenItIsStopped() throws Exception {
    Schedule schedule = schedule(List.of(publisher(new EmbeddedChannel())));
    schedule.hold();
    Thread thread = Thread.ofPlatform().daemon().start(schedule);
    schedule.stop();
    thread.join();
    assertEquals(0, schedule.publishedMeasured());
  }

  @Test
  void publishersTakeTurnsAndSayWhichBroadcastItIs() {
    EmbeddedChannel first = new EmbeddedChannel();
    EmbeddedChannel second = new EmbeddedChannel();
    Schedule schedule = schedule(List.of(publisher(first), publisher(second)));
    schedule.run();
    first.runPendingTasks();
    second.runPendingTasks();
    assertEquals(List.of(0, 2, 4, 6, 8, 16, 18), frames(first));
    assertEquals(List.of(1, 3, 5, 7, 9, 17, 19), frames(second));
  }

  @Test
  void aBroadcastWhosePublisherIsGoneIsRejectedAndInNoBooks() {
    Publisher gone = publisher(new EmbeddedChannel());
    gone.dropped();
    Schedule schedule = schedule(List.of(gone));
    schedule.run();
    assertEquals(4, schedule.rejectedMeasured());
    assertEquals(0, schedule.publishedMeasured());
    assertEquals(List.of(), ledger.settleAll(System.nanoTime()));
  }

  @Test
  void aBroadcastThatTheChannelRefusesIsRejected() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Publisher publisher = publisher(channel);
    Schedule schedule = schedule(List.of(publisher));
    channel.close();
    schedule.run();
    channel.runPendingTasks();
    assertEquals(4, schedule.rejectedMeasured());
    assertEquals(0, schedule.publishedMeasured());
    assertEquals(List.of(), ledger.settleAll(System.nanoTime()));
  }

  @Test
  void whatAnotherInjectorPublishesIsInTheBooksHereToo() {
    EmbeddedChannel channel = new EmbeddedChannel();
    Turns turns = Turns.shared(new Share(0, 2), 2, List.of(publisher(channel)));
    Schedule schedule = schedule(turns, 2);
    schedule.run();
    channel.runPendingTasks();
    assertEquals(List.of(0, 2, 4, 6, 8, 10, 12, 14, 16, 18), frames(channel));
    assertEquals(2, schedule.publishedMeasured());
    assertEquals(2, schedule.elsewhereMeasured());
    List<Integer> measured =
        ledger.settleAll(System.nanoTime()).stream()
            .filter(Settled::measured)
            .map(Settled::number)
            .toList();
    assertEquals(List.of(16, 17, 18, 19), measured);
  }

  @Test
  void nobodyTakesTheTurnOfAPublisherOfAShareThatIsNotOpen() {
    Schedule schedule = schedule(Turns.shared(new Share(0, 2), 2, List.of()), 2);
    schedule.run();
    assertEquals(2, schedule.rejectedMeasured());
    assertEquals(0, schedule.publishedMeasured());
    assertEquals(2, schedule.elsewhereMeasured());
  }

  @Test
  void booksAreOfTheTimeThatTheClockOfAllSays() {
    long[] last = {0};
    steered =
        new Steering() {
          @Override
          public long about(long plannedNanos) {
            return plannedNanos;
          }

          @Override
          public long due(long plannedNanos) {
            last[0] = plannedNanos;
            return plannedNanos + 3_000_000;
          }
        };
    Schedule schedule = schedule(Turns.shared(new Share(0, 2), 2, List.of()), 2);
    schedule.run();
    List<Settled> settled = ledger.settleAll(System.nanoTime());
    assertEquals(last[0] + 3_000_000, settled.getLast().intendedNanos());
  }

  private static List<Integer> frames(EmbeddedChannel channel) {
    List<Integer> numbers = new ArrayList<>();
    for (ByteBuf frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
      numbers.add(Integer.parseInt(ClientFrameTest.read(frame)));
    }
    return numbers;
  }

  private Publisher publisher(EmbeddedChannel channel) {
    Population population = new Population(1, 1);
    Publisher publisher =
        new Publisher(
            0,
            new Person("room-1", "user-1", ""),
            HttpRequests.places("#{marker}"),
            new Wiring(ledger, population, new NoLog(), channels, new Pings(1)),
            new Inbox(ledger, "run"));
    publisher.opened(channel, 0, 0);
    return publisher;
  }

  private Schedule schedule(List<Publisher> publishers) {
    return schedule(Turns.among(publishers), publishers.size());
  }

  private Schedule schedule(Turns turns, int publishers) {
    ledger.joined(0, 0);
    Publish publish =
        new Publish(
            new Via.WebSocket(),
            "#{marker}",
            Pace.steady(new Rate(PER_SECOND), WINDOW),
            new Arrival.Constant(),
            WARMUP,
            Duration.ofSeconds(5),
            Payload.of(new ByteSize(100)),
            publishers);
    long start = System.nanoTime() + 5_000_000;
    return new Schedule(
        new Timetable(publish, 1),
        new Schedule.Times(start, start + WARMUP.toNanos()).by(steered),
        ledger,
        turns,
        (number, intended) -> Integer.toString(number),
        delays);
  }

  private static final class NoLog implements ConnectLog {
    @Override
    public void connected(long endNanos, long tookNanos) {}

    @Override
    public void notConnected(long endNanos, long tookNanos, String reason) {}
  }
}
