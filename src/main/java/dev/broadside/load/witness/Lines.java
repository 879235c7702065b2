package dev.broadside.load.witness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The lines that the witness says, in order, written by a thread of its own. So many may wait; what
 * comes then is left out, and that something was is said instead.
 */
final class Lines implements Runnable {
  private static final int MOST_WAITING = 65_536;

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean overflown = new AtomicBoolean();
  private final PrintStream output;

  Lines(PrintStream output) {
    this.output = output;
  }

  void say(String line) {
    if (!waiting.offer(line)) {
      overflown.set(true);
    }
  }

  @Override
  public void run() {
    List<String> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch);
        StringBuilder text = new StringBuilder();
        batch.forEach(line -> text.append(line).append('\n'));
        if (overflown.getAndSet(false)) {
          text.append("overflow\n");
        }
        output.print(text);
        output.flush();
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
