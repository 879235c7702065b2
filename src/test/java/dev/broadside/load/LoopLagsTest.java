package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoopLagsTest {
  private static final long MS = 1_000_000;
  private static final long PERIOD = 10 * MS;
  private static final long BUSY_NANOS = 60_000_000;

  private long now;
  private final LoopLags lags = new LoopLags(() -> now);
  private final EmbeddedChannel first = loop();
  private final EmbeddedChannel second = loop();

  private static EmbeddedChannel loop() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    return channel;
  }

  /** Time passes, then those who could not look meanwhile do. */
  private void pass(long nanos, EmbeddedChannel... looking) {
    now += nanos;
    first.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    second.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    for (EmbeddedChannel each : looking) {
      each.runScheduledPendingTasks();
    }
  }

  private void watchBoth() {
    lags.watch(first.eventLoop());
    lags.watch(second.eventLoop());
    lags.begin();
  }

  @Test
  void loopsThatLookInTimeDoNotLag() {
    watchBoth();
    for (int i = 0; i < 100; i++) {
      pass(PERIOD, first, second);
    }
    lags.end();
    assertEquals(0, lags.p99Nanos());
  }

  @Test
  void aLoopThatIsAlwaysLateIsSeenThoughItLooksSeldom() {
    watchBoth();
    for (int turn = 0; turn < 60; turn++) {
      for (int i = 0; i < 100; i++) {
        pass(PERIOD, first);
      }
      second.runScheduledPendingTasks();
    }
    lags.end();
    assertTrue(lags.p99Nanos() > 900 * MS, lags.p99Nanos() + " ns");
  }

  @Test
  void aLagThatTakesThreePercentOfTheTimeIsAboveThe99thPercentile() {
    watchBoth();
    for (int i = 0; i < 970; i++) {
      pass(PERIOD, first, second);
    }
    pass(300 * MS, first, second);
    lags.end();
    assertTrue(lags.p99Nanos() > 150 * MS, lags.p99Nanos() + " ns");
  }

  @Test
  void aLagThatTakesHalfAPercentOfTheTimeIsBelowIt() {
    watchBoth();
    for (int i = 0; i < 1_990; i++) {
      pass(PERIOD, first, second);
    }
    pass(100 * MS, first, second);
    lags.end();
    assertEquals(0, lags.p99Nanos());
  }

  @Test
  void aLoopThatNeverLooksAgainIsLateByAllThatTime() {
    watchBoth();
    for (int i = 0; i < 500; i++) {
      pass(PERIOD, first);
    }
    lags.end();
    lags.end();
    assertTrue(lags.p99Nanos() > 4_900 * MS, lags.p99Nanos() + " ns");
  }

  @Test
  void allIsBookedUntilTheLastLookOfTheLoopThatLooksLeast() {
    assertEquals(77, lags.bookedUntil(77));
    watchBoth();
    assertEquals(0, lags.bookedUntil(now + 5));
    pass(PERIOD, first, second);
    pass(400 * MS, first);
    assertEquals(PERIOD, lags.bookedUntil(now + 5));
    second.runScheduledPendingTasks();
    assertEquals(PERIOD + 400 * MS, lags.bookedUntil(now + 5));
    lags.end();
  }

  @Test
  void whatNobodyLookedAtIsUnknown() {
    lags.watch(first.eventLoop());
    pass(PERIOD, first);
    lags.end();
    assertEquals(Long.MAX_VALUE, lags.p99Nanos());
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // It tells the latch.
  void aLoopThatIsBusyWithOtherThingsLags() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    LoopLags real = new LoopLags();
    EventLoop loop = new DefaultEventLoop();
    try {
      loop.execute(
          () -> {
            real.watch(loop);
            real.begin();
            // Due behind its first look, and before any that could be in time.
            loop.schedule(
                () -> {
                  real.end();
                  looked.countDown();
                },
                PERIOD,
                TimeUnit.NANOSECONDS);
            work();
          });
      looked.await();
      assertTrue(real.p99Nanos() > BUSY_NANOS / 2, real.p99Nanos() + " ns");
    } finally {
      real.end();
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static void work() {
    long end = System.nanoTime() + BUSY_NANOS;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
