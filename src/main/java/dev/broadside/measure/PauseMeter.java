package dev.broadside.measure;

import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this JVM as a whole did not run: a thread that asks to be woken after a while and
 * notes by how much more it slept. Garbage collections, safepoints and a starved processor all
 * show, and each would have delayed the stamping of a frame by as much.
 *
 * <p>It sleeps for half of the shortest pause that counts, 1 to 10 ms: to be woken costs as much as
 * two messages that are received, and each millisecond that would be as much as all the rest. What
 * is left of a sleep when a pause begins hides as much of the pause, anything from nothing to a
 * whole sleep. So half a sleep is added to what was seen, which is right on average; a pause a
 * quarter longer than the shortest that counts is always seen. Where pauses shorter than 2 ms
 * count, a sleep is longer than half of one, and no more than a quarter of one is added: else to be
 * woken, which always takes a little, would be a pause each time.
 */
public final class PauseMeter implements AutoCloseable {
  private static final long SHORTEST_SLEEP_NANOS = 1_000_000;
  private static final long LONGEST_SLEEP_NANOS = 10_000_000;

  private final long thresholdNanos;
  private final long sleepNanos;
  private final long hiddenNanos;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile long beginNanos = Long.MAX_VALUE;
  private volatile long endNanos = Long.MAX_VALUE;
  private volatile long longest;
  private volatile long total;

  /** A meter that counts pauses longer than {@code thresholdNanos}. */
  @SuppressWarnings("ThreadPriorityCheck") // Where priorities count, the meter must not wait.
  public PauseMeter(long thresholdNanos) {
    this.thresholdNanos = thresholdNanos;
    this.sleepNanos = Math.clamp(thresholdNanos / 2, SHORTEST_SLEEP_NANOS, LONGEST_SLEEP_NANOS);
    this.hiddenNanos = Math.min(sleepNanos, thresholdNanos / 2) / 2;
    this.thread = new Thread(this::watch, "pause-meter");
    thread.setDaemon(true);
    thread.setPriority(Thread.MAX_PRIORITY);
  }

  /** Starts to watch; pauses count between {@link #begin} and {@link #end}. */
  public void start() {
    thread.start();
  }

  /** The measured window begins at {@code nanos}. */
  public void begin(long nanos) {
    beginNanos = nanos;
  }

  /** The measured window is over at {@code nanos}; a pause that began in it still counts. */
  public void end(long nanos) {
    endNanos = nanos;
  }

  private void watch() {
    long before = System.nanoTime();
    while (running) {
      LockSupport.parkNanos(sleepNanos);
      long now = System.nanoTime();
      note(before, now);
      before = now;
    }
  }

  /** Adds what a sleep took too long, if it touched the window; only the watching thread writes. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void note(long from, long to) {
    boolean begun = beginNanos != Long.MAX_VALUE && to - beginNanos > 0;
    boolean over = endNanos != Long.MAX_VALUE && from - endNanos >= 0;
    if (!begun || over) {
      return;
    }
    long seenNanos = to - from - sleepNanos;
    long pauseNanos = seenNanos + hiddenNanos;
    boolean counts = pauseNanos > thresholdNanos;
    longest = Math.max(longest, counts ? pauseNanos : seenNanos);
    total += counts ? pauseNanos : 0;
  }

  /** The longest pause of the measured window. */
  public long longestNanos() {
    return longest;
  }

  /** Time inside pauses longer than the threshold. */
  public long totalNanos() {
    return total;
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
