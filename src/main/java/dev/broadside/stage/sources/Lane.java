package dev.broadside.stage.sources;

import dev.broadside.template.EventSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes that must be handled in their order, one batch after the other. A failed batch is tried
 * again, and holds up all behind it, until it succeeds or its {@link EventSource.Retries} end; then
 * it is discarded (Lambda developer guide, services-ddb-errors).
 *
 * <p>When a function names what failed, what comes before the first of these is done, and the rest
 * is a batch of its own. Halving counts as no attempt. The pause before another attempt is not
 * documented: a quarter of a second, doubled each time, thirty seconds at most.
 */
final class Lane {
  private static final long FIRST_PAUSE_NANOS = 250_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
  private static final int MOST_DOUBLINGS = 10;

  private final EventSource.Retries retries;
  private final Assembly<Change> fresh;
  private final Consumer<List<Change>> discarded;
  private final Deque<Attempt> next = new ArrayDeque<>();
  private boolean underWay;
  private long pausedUntil;
  private boolean paused;
  private int held;
  private long heldBytes;

  /**
   * @param discarded told what will never be handled
   */
  Lane(EventSource.Batch batch, EventSource.Retries retries, Consumer<List<Change>> discarded) {
    this.retries = retries;
    this.fresh = new Assembly<>(batch);
    this.discarded = discarded;
  }

  /**
   * A batch that is, or will be, tried.
   *
   * @param failures how often its first record failed, and it was not halved
   * @param pauses how often it was tried in vain, halved or not
   */
  private record Attempt(List<Change> changes, int failures, int pauses) {}

  void add(Change change, long now) {
    fresh.add(change, now);
    held++;
    heldBytes += change.json().length;
  }

  /** How many are neither done nor discarded. */
  int held() {
    return held;
  }

  /** The memory of those. */
  long heldBytes() {
    return heldBytes;
  }

  /** The batch to try now, if there is one: until it ended, there is no other. */
  @Nullable List<Change> begin(long now) {
    if (underWay) {
      return null;
    }
    if (next.isEmpty() && fresh.isDue(now)) {
      next.add(new Attempt(fresh.take(), 0, 0));
    }
    discardTooOld(now);
    Attempt attempt = next.peek();
    if (attempt == null || isPaused(now)) {
      return null;
    }
    underWay = true;
    return attempt.changes;
  }

  /** How long until {@link #begin} may have something, if nothing is added. */
  long nanosUntilDue(long now) {
    if (underWay) {
      return Long.MAX_VALUE;
    }
    if (next.isEmpty()) {
      return fresh.nanosUntilDue(now);
    }
    return isPaused(now) ? pausedUntil - now : 0;
  }

  private boolean isPaused(long now) {
    return paused && now - pausedUntil < 0;
  }

  private void discardTooOld(long now) {
    if (retries.maximumAge() == null) {
      return;
    }
    long most = retries.maximumAge().toNanos();
    for (Attempt attempt = next.peek(); attempt != null; attempt = next.peek()) {
      List<Change> old =
          attempt.changes.stream().filter(change -> now - change.readAt() > most).toList();
      if (old.isEmpty()) {
        return;
      }
      next.remove();
      discard(old);
      if (old.size() < attempt.changes.size()) {
        List<Change> young = new ArrayList<>(attempt.changes);
        young.removeAll(old);
        next.push(new Attempt(young, 0, attempt.pauses));
        return;
      }
      paused = false;
    }
  }

  private void discard(List<Change> changes) {
    release(changes);
    discarded.accept(changes);
  }

  private void release(List<Change> changes) {
    held -= changes.size();
    heldBytes -= changes.stream().mapToLong(change -> change.json().length).sum();
  }

  /** The batch that began ended. */
  void ended(Verdict verdict, long now) {
    if (!underWay) {
      throw new IllegalStateException("no batch is under way");
    }
    underWay = false;
    paused = false;
    Attempt attempt = next.remove();
    switch (verdict) {
      case Verdict.Done done -> release(attempt.changes);
      case Verdict.Failed failed -> failed(attempt, now);
      case Verdict.PartlyFailed(Set<String> ids) -> partlyFailed(attempt, ids, now);
    }
  }

  private void partlyFailed(Attempt attempt, Set<String> ids, long now) {
    int first = 0;
    while (!ids.contains(attempt.changes.get(first).id())) {
      first++;
    }
    if (first == 0) {
      failed(attempt, now);
      return;
    }
    release(attempt.changes.subList(0, first));
    List<Change> rest = attempt.changes.subList(first, attempt.changes.size());
    // Its first record failed once, and the answer said where to cut: nothing is to be halved.
    again(new Attempt(rest, 1, 0), now);
  }

  private void failed(Attempt attempt, long now) {
    int size = attempt.changes.size();
    if (!retries.bisect() || size == 1) {
      again(new Attempt(attempt.changes, attempt.failures + 1, attempt.pauses), now);
      return;
    }
    next.push(new Attempt(attempt.changes.subList(size / 2, size), attempt.failures, 0));
    next.push(
        new Attempt(attempt.changes.subList(0, size / 2), attempt.failures, attempt.pauses + 1));
    pause(attempt.pauses, now);
  }

  private void again(Attempt attempt, long now) {
    if (retries.most() != null && attempt.failures > retries.most()) {
      discard(attempt.changes);
      return;
    }
    next.push(new Attempt(attempt.changes, attempt.failures, attempt.pauses + 1));
    pause(attempt.pauses, now);
  }

  private void pause(int pauses, long now) {
    paused = true;
    long doubled = FIRST_PAUSE_NANOS << Math.min(pauses, MOST_DOUBLINGS);
    pausedUntil = now + Math.min(doubled, LONGEST_PAUSE_NANOS);
  }
}
