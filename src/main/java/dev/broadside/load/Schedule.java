package dev.broadside.load;

import dev.broadside.measure.Ledger;
import dev.broadside.scenario.Publish;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Publishes broadcast {@code k} when {@code start + k / rate} has come, whatever became of those
 * before it: the times are absolute, so a stage that stalls is not waited for and its stall is in
 * every latency that it touched. Runs on a thread of its own.
 */
final class Schedule implements Runnable {
  /** Books are opened so much before the intended time; who joins later is not in the audience. */
  private static final long AHEAD_NANOS = 2_000_000;

  /** For so long a warm-up broadcast is waited for. */
  private static final long PATIENCE_NANOS = 2_000_000_000;

  private final Publish publish;
  private final Ledger ledger;
  private final List<Publisher> publishers;
  private final Messages messages;
  private final Delays delays;
  private final List<Due> warming = new ArrayList<>();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedMeasured = new AtomicLong();
  private final AtomicLong rejectedMeasured = new AtomicLong();
  private final long startNanos;
  private final long measureNanos;
  private volatile boolean warmedUp;
  private volatile boolean stopped;

  /** Hears how late each measured frame was handed to its channel; called by event loops. */
  interface Delays {
    void delay(long nanos);
  }

  /** When the warm-up and the measured window begin. */
  record Times(long startNanos, long measureNanos) {}

  /** Writes the frame of a broadcast by one of the publishers. */
  interface Messages {
    String message(int number, long intendedNanos, Person publisher);
  }

  Schedule(
      Publish publish,
      Times times,
      Ledger ledger,
      List<Publisher> publishers,
      Messages messages,
      Delays delays) {
    this.publish = publish;
    this.startNanos = times.startNanos();
    this.measureNanos = times.measureNanos();
    this.ledger = ledger;
    if (publishers.isEmpty()) {
      throw new IllegalArgumentException("a schedule without publishers");
    }
    this.publishers = publishers;
    this.messages = messages;
    this.delays = delays;
  }

  @Override
  public void run() {
    int warmup = publish.warmupBroadcasts();
    int total = warmup + publish.plannedBroadcasts();
    for (int number = 0; number < total && !stopped; number++) {
      boolean measured = number >= warmup;
      warmedUp |= measured;
      long intended =
          measured
              ? measureNanos + publish.rate().offsetNanos(number - warmup)
              : startNanos + publish.rate().offsetNanos(number);
      if (sleepUntil(intended - AHEAD_NANOS) && (measured || !drowning(intended))) {
        publish(number, measured, intended);
      }
    }
  }

  /**
   * Whether a warm-up broadcast had better be left out, because those before it are still under
   * way: a cold stage must warm up and not drown, or the measured window would begin with a backlog
   * that no steady load made. Half a second's worth may be under way, and two at least; what is
   * older than two seconds is not waited for. In the measured window nothing is ever left out.
   */
  private boolean drowning(long intended) {
    warming.removeIf(
        due -> ledger.isOver(due.number()) || intended - due.intended() > PATIENCE_NANOS);
    return warming.size() >= Math.max(2, publish.rate().perSecond() / 2);
  }

  private void publish(int number, boolean measured, long intended) {
    Publisher publisher = publishers.get(number % publishers.size());
    ledger.open(number, publisher.number(), measured, intended);
    String message = messages.message(number, intended, publisher.person());
    Due due = new Due(number, measured, intended, message);
    if (!measured) {
      warming.add(due);
    }
    if (!sleepUntil(intended)) {
      ledger.withdraw(number);
      return;
    }
    Channel channel = publisher.channel();
    if (channel == null) {
      reject(due);
    } else {
      channel.eventLoop().execute(() -> send(channel, due));
    }
  }

  /** One broadcast that is due. */
  private record Due(int number, boolean measured, long intended, String message) {}

  private void send(Channel channel, Due due) {
    long now = System.nanoTime();
    if (!ledger.sent(due.number(), now)) {
      return;
    }
    count(due, 1);
    channel
        .writeAndFlush(new TextWebSocketFrame(due.message()))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                takeBack(due);
              } else if (due.measured()) {
                delays.delay(now - due.intended());
              }
            });
  }

  /** A frame that was handed over and did not leave; unless everybody waited for it already. */
  private void takeBack(Due due) {
    if (ledger.withdraw(due.number())) {
      count(due, -1);
      rejectedMeasured.addAndGet(due.measured() ? 1 : 0);
    }
  }

  private void count(Due due, int one) {
    published.addAndGet(one);
    publishedMeasured.addAndGet(due.measured() ? one : 0);
  }

  private void reject(Due due) {
    ledger.withdraw(due.number());
    rejectedMeasured.addAndGet(due.measured() ? 1 : 0);
  }

  /** Sleeps until then; false when the schedule was stopped meanwhile. */
  private boolean sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime();
        left > 0 && !stopped;
        left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return !stopped;
  }

  /**
   * Whether the last warm-up broadcast was published and nobody has to be waited for; asked by the
   * conductor.
   */
  boolean isWarmupOver() {
    return warmedUp && IntStream.range(0, publish.warmupBroadcasts()).allMatch(ledger::isOver);
  }

  /** Nothing more is published. */
  void stop() {
    stopped = true;
  }

  /** Broadcasts that left so far, warm-up included. */
  long published() {
    return published.get();
  }

  /** Measured broadcasts that left. */
  long publishedMeasured() {
    return publishedMeasured.get();
  }

  /** Measured broadcasts that no channel took. */
  long rejectedMeasured() {
    return rejectedMeasured.get();
  }
}
