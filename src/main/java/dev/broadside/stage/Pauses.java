package dev.broadside.stage;

import dev.broadside.process.ProcessException;
import dev.broadside.process.Standstill;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The processes that stand still. One that is paused several times at once goes on when the last of
 * its pauses is over: the kernel does not count who stopped a process.
 */
final class Pauses {
  private final Map<Long, Standing> standing = new HashMap<>();

  /** A process that stands still, for so many pauses. */
  private record Standing(Standstill standstill, long untilNanos, int pauses) {}

  /** Begins one; whoever runs what is returned ends it. */
  synchronized Runnable begin(long pid, Duration most) throws ProcessException {
    long now = System.nanoTime();
    long until = now + most.toNanos();
    Standing before = standing.get(pid);
    if (before != null) {
      until = now + Math.max(until - now, before.untilNanos - now);
    }
    // The one that watches over the longest of them takes over.
    Standstill standstill = Standstill.begin(pid, Duration.ofNanos(until - now));
    if (before != null) {
      before.standstill.abandon();
    }
    standing.put(pid, new Standing(standstill, until, before == null ? 1 : before.pauses + 1));
    return () -> end(pid);
  }

  private synchronized void end(long pid) {
    Standing ending = standing.remove(pid);
    if (ending == null) {
      return;
    }
    if (ending.pauses > 1) {
      standing.put(pid, new Standing(ending.standstill, ending.untilNanos, ending.pauses - 1));
    } else {
      ending.standstill.close();
    }
  }
}
