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
  private volatile boolean counting;
  private volatile long longest;
  private volatile long total;

  /** A meter that counts pauses longer than {@code thresholdNanos}. */
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

  /** The measured window begins. */
  public void begin() {
    counting = true;
  }

  /** The measured window is over. */
  public void end() {
    counting = false;
  }

  private void watch() {
    long before = System.nanoTime();
    while (running) {
      LockSupport.parkNanos(PERIOD_NANOS);
      long now = System.nanoTime();
      note(now - before - PERIOD_NANOS);
      before = now;
    }
  }

  /** Adds a pause; only the watching thread writes. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void note(long pauseNanos) {
    if (!counting) {
      return;
    }
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
