package dev.broadside.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Which posts fail or wait, because somebody asked for it. */
final class PostFaults {
  private final SplittableRandom random;
  private final Object lock = new Object();
  private volatile List<Fault.Fail> failing = List.of();
  private volatile List<Fault.Delay> delaying = List.of();
  private long hits;

  PostFaults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  void begin(Fault.Fail fault) {
    synchronized (lock) {
      failing = with(failing, fault);
    }
  }

  void begin(Fault.Delay fault) {
    synchronized (lock) {
      delaying = with(delaying, fault);
    }
  }

  void end(Fault fault) {
    synchronized (lock) {
      failing = without(failing, fault);
      delaying = without(delaying, fault);
    }
  }

  private static <T> List<T> with(List<T> list, T element) {
    List<T> copy = new ArrayList<>(list);
    copy.add(element);
    return List.copyOf(copy);
  }

  private static <T> List<T> without(List<T> list, Object element) {
    return list.stream().filter(each -> each != element).toList();
  }

  /** The status with which the next post fails, or 0. */
  int failure() {
    List<Fault.Fail> now = failing;
    for (int i = 0; i < now.size(); i++) {
      if (isHit(now.get(i).share())) {
        return now.get(i).status();
      }
    }
    return 0;
  }

  /** How long the next post waits. */
  long delayNanos() {
    List<Fault.Delay> now = delaying;
    long nanos = 0;
    for (int i = 0; i < now.size(); i++) {
      nanos += isHit(now.get(i).share()) ? now.get(i).by().toNanos() : 0;
    }
    return nanos;
  }

  private boolean isHit(double share) {
    synchronized (lock) {
      boolean hit = random.nextDouble() < share;
      hits += hit ? 1 : 0;
      return hit;
    }
  }

  /** How many posts were hit so far. */
  long hits() {
    synchronized (lock) {
      return hits;
    }
  }
}
