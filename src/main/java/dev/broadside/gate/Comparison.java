package dev.broadside.gate;

import dev.broadside.gate.Suite.Block;
import dev.broadside.gate.Suite.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives a {@link Suite} with real forks, until everything is decided or the next block would not
 * end within the budget. Time is {@code System.nanoTime}'s, so that a wall clock may jump.
 */
final class Comparison {
  /** So often in a row, it is not by chance that a fork cannot be trusted. */
  private static final int MOST_DROPPED_IN_A_ROW = 3;

  private final List<BenchmarkId> ids;
  private final Map<BenchmarkId, Bench> benches;
  private final Suite suite;
  private final Mixed mixed;
  private final LongSupplier nanoTime;
  private final Results base = new Results();
  private final Results head = new Results();
  private final Map<Spare, Deque<Double>> spares = new HashMap<>();
  private int droppedPairs;
  private int droppedInARow;
  private @Nullable String gaveUp;
  private boolean interrupted;

  /** A pair that was measured with another benchmark's: one run of a scenario has many metrics. */
  private record Spare(Stage stage, BenchmarkId id) {}

  /**
   * A comparison that has measured nothing yet.
   *
   * @param benches in the order of {@code suite}'s benchmarks
   */
  Comparison(
      List<BenchmarkId> ids,
      Map<BenchmarkId, Bench> benches,
      Suite suite,
      Mixed mixed,
      LongSupplier nanoTime) {
    this.ids = ids;
    this.benches = benches;
    this.suite = suite;
    this.mixed = mixed;
    this.nanoTime = nanoTime;
  }

  void run(Duration budget) throws GateException {
    long start = nanoTime.getAsLong();
    long longest = 0;
    Block block = suite.next().orElse(null);
    while (block != null && !interrupted && gaveUp == null) {
      long blockStart = nanoTime.getAsLong();
      if (blockStart - start + longest > budget.toNanos()) {
        return;
      }
      measure(block);
      longest = Math.max(longest, nanoTime.getAsLong() - blockStart);
      block = suite.next().orElse(null);
    }
  }

  /**
   * A pair that was interrupted between its forks counts for nothing but its own number, and so
   * does one of which a fork cannot be trusted, but for its counters; a later one takes its place.
   */
  private void measure(Block block) throws GateException {
    try {
      pair(block, block.baseFirst() ? Side.BASE : Side.HEAD);
      pair(block, block.baseFirst() ? Side.HEAD : Side.BASE);
      droppedInARow = 0;
    } catch (UntrustedForkException e) {
      droppedPairs++;
      if (++droppedInARow == MOST_DROPPED_IN_A_ROW) {
        gaveUp = e.getMessage();
      }
    } catch (InterruptedException e) {
      droppedPairs++;
      interrupted = true;
    }
  }

  private void pair(Block block, Side first) throws GateException, InterruptedException {
    BenchmarkId id = ids.get(block.benchmark());
    Deque<Double> spare = spares.get(new Spare(block.stage(), id));
    if (spare != null && !spare.isEmpty()) {
      suite.tell(block, spare.removeFirst());
      return;
    }
    Fork one = attempt(block, first, id);
    Fork two = attempt(block, first.other(), id);
    UntrustedForkException why = one.why == null ? two.why : one.why;
    Results before = (first == Side.BASE ? one : two).results;
    Results after = (first == Side.BASE ? two : one).results;
    if (block.stage() != Stage.RULER) {
      base.addAll("base", why == null ? before : before.counts(), mixed);
      head.addAll("head", why == null ? after : after.counts(), mixed);
    }
    if (why != null) {
      throw why;
    }
    for (Map.Entry<BenchmarkId, Timing> entry : before.timings().entrySet()) {
      Timing timing = present(after, entry.getKey(), Side.HEAD);
      mixed.require(entry.getKey(), "base", entry.getValue(), "head", timing);
      double logRatio = timing.logTime(0) - entry.getValue().logTime(0);
      if (entry.getKey().equals(id)) {
        suite.tell(block, logRatio);
      } else if (block.stage() != Stage.RULER) {
        spares
            .computeIfAbsent(new Spare(block.stage(), entry.getKey()), s -> new ArrayDeque<>())
            .add(logRatio);
      }
    }
  }

  /** A fork, and why it cannot be trusted. */
  private record Fork(Results results, @Nullable UntrustedForkException why) {}

  private Fork attempt(Block block, Side side, BenchmarkId id)
      throws GateException, InterruptedException {
    try {
      return new Fork(fork(block, side, id), null);
    } catch (UntrustedForkException e) {
      return new Fork(e.counts(), e);
    }
  }

  /** One fork; the ruler's are the base on both sides. */
  private Results fork(Block block, Side side, BenchmarkId id)
      throws GateException, InterruptedException {
    Side measured = block.stage() == Stage.RULER ? Side.BASE : side;
    Results results = Objects.requireNonNull(benches.get(id)).fork(measured, id);
    Timing timing = present(results, id, measured);
    if (timing.forks().size() != 1) {
      throw new GateException(
          "the %s gave %s forks of %s where one was asked for: take -f out of the jmh command"
              .formatted(measured, timing.forks().size(), id));
    }
    return results;
  }

  private static Timing present(Results results, BenchmarkId id, Side side) throws GateException {
    Timing timing = results.timings().get(id);
    if (timing == null) {
      throw new GateException(
          "the %s was asked for %s and did not measure it: see its log".formatted(side, id));
    }
    return timing;
  }

  List<BenchmarkId> ids() {
    return ids;
  }

  Suite suite() {
    return suite;
  }

  Results base() {
    return base;
  }

  Results head() {
    return head;
  }

  /** Why it ended early: nothing could be trusted any more. */
  @Nullable String gaveUp() {
    return gaveUp;
  }

  int droppedPairs() {
    return droppedPairs;
  }

  boolean interrupted() {
    return interrupted;
  }
}
