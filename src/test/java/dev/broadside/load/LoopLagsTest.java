package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class LoopLagsTest {
  private static final long BUSY_NANOS = 60_000_000;

  @Test
  void aLoopThatIsBusyWithOtherThingsLags() throws Exception {
    LoopLags lags = new LoopLags();
    EventLoop loop = new DefaultEventLoop();
    try {
      loop.submit(() -> lags.watch(loop)).sync();
      loop.submit(LoopLagsTest::work).sync();
      assertEquals(0, lags.p99Nanos());
      lags.begin();
      loop.submit(LoopLagsTest::work).sync();
      loop.submit(() -> {}).sync();
      while (lags.p99Nanos() == 0) {
        Thread.onSpinWait();
      }
      assertTrue(lags.p99Nanos() > BUSY_NANOS / 2, lags.p99Nanos() + " ns");
    } finally {
      lags.end();
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
