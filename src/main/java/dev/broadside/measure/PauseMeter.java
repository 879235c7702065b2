package dev.broadside.measure;

import java.util.concurrent.locks.LockSupport;

/**
 * Notices when this JVM as a whole did not run: a thread that asks to be woken every millisecond
 * and notes by how much more it slept. Garbage collections, safepoints and a starved processor all
 * show, and each would have delayed the stamping of a frame by as much.
 */
public final class PauseMeter implements AutoCloseable {
  private static final long PERIOD_NANOS = 1_000_000;

  private final long thresholdNanos;
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
      LockSupport.parkNanos(PERIOD_NANOS);
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
    long pauseNanos = to - from - PERIOD_NANOS;
    longest = Math.max(longest, pauseNanos);
    if (pauseNanos > thresholdNanos) {
      total += pauseNanos;
    }
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
