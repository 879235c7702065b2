package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Coming, going, arriving, opening and settling at once, each on the threads that do it in a run.
 * The clock counts what happens, so that no order of the threads is one that could not be.
 */
@Timeout(60)
final class ChurnLedgerRaceTest {
  private static final int CONNECTIONS = 40;
  private static final int BROADCASTS = 200;
  private static final int LOOPS = 3;

  /** So long in events that books close while others are open. */
  private static final long DRAIN = 2_000;

  private final Ledger ledger =
      new Ledger(
          new Ledger.Size(Rooms.one(CONNECTIONS, 1), BROADCASTS, false, true),
          Duration.ofNanos(DRAIN),
          Duration.ZERO);
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicLong arrivals = new AtomicLong();
  private final ConcurrentLinkedQueue<Settled> settled = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** An event loop with every third connection. */
  private void loop(int index) {
    SplittableRandom random = new SplittableRandom(index);
    boolean[] there = new boolean[CONNECTIONS];
    while (published.get() < BROADCASTS) {
      int who = index + LOOPS * random.nextInt((CONNECTIONS - index - 1) / LOOPS + 1);
      long now = clock.incrementAndGet();
      int open = published.get();
      if (random.nextInt(4) == 0) {
        there[who] ^= true;
        if (there[who]) {
          ledger.joined(who, now);
        } else {
          ledger.left(who, now);
        }
      } else if (open > 0) {
        int number = Math.max(0, open - 1 - random.nextInt(5));
        arrivals.incrementAndGet();
        if (there[who] && random.nextInt(8) > 0) {
          ledger.arrived(who, number, now);
        } else {
          ledger.strayed(who, number, now);
        }
      }
    }
  }

  private void schedule() {
    for (int number = 0; number < BROADCASTS; number++) {
      long due = clock.addAndGet(20);
      ledger.open(number, 0, true, due);
      assertTrue(ledger.sent(number, due));
      published.set(number + 1);
    }
  }

  private void conduct() {
    // With the grace that it has in nanoseconds nothing would ever be settled.
    while (published.get() < BROADCASTS) {
      settled.addAll(ledger.settle(clock.get() + Ledger.GRACE.toNanos() - DRAIN / 2));
    }
  }

  private Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
    thread.start();
    return thread;
  }

  @Test
  void everyArrivalIsCountedOnceAndTheBooksBalance() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      int index = i;
      threads.add(start(() -> loop(index)));
    }
    threads.add(start(this::conduct));
    threads.add(start(this::schedule));
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
    settled.addAll(ledger.settle(Long.MAX_VALUE / 2));
    assertEquals(BROADCASTS, settled.size());
    long delivered = settled.stream().mapToLong(Settled::delivered).sum();
    long withIt = settled.stream().mapToLong(each -> each.churned().withIt()).sum();
    long late = settled.stream().mapToLong(Settled::late).sum();
    Ledger.Extras extras = ledger.extras();
    assertEquals(delivered, ledger.deliveries());
    assertEquals(
        arrivals.get(),
        delivered
            + withIt
            + late
            + extras.lateAfterwards()
            + extras.duplicate()
            + extras.unexpected()
            + ledger.strays());
    assertEquals(0, extras.unexpected());
  }
}
