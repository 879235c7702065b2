package dev.broadside.scale;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says every two seconds that an injector is alive, and looks whether it shall stop. One beat that
 * fails is nothing: the next one comes.
 */
final class Heartbeat implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Table table;
  private final int slot;
  private final Work work;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("heartbeat").unstarted(task));

  Heartbeat(Table table, int slot, Work work) {
    this.table = table;
    this.slot = slot;
    this.work = work;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It has no end but close().
  Heartbeat start() {
    thread.scheduleWithFixedDelay(this::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  /** One beat. */
  void beat() {
    try {
      table.beat(slot, Beat.alive(work.progress()));
      if (table.perform(new Command.Look()) instanceof Reply.Seen seen && seen.aborted() != null) {
        work.stop("the run was aborted: " + seen.aborted());
      }
    } catch (RuntimeException e) { // The executor would say nothing and beat no more.
      System.getLogger(Heartbeat.class.getName())
          .log(System.Logger.Level.WARNING, "a heartbeat failed", e);
    }
  }

  /** None is under way afterwards, so that the last word stays the last. */
  @Override
  public void close() {
    thread.close();
  }
}
