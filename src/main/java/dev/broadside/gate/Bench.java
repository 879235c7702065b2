package dev.broadside.gate;

import java.util.SortedSet;

/** Something that can be measured a fork at a time, on either side. */
interface Bench {

  /** What {@code side} has to measure. */
  SortedSet<BenchmarkId> list(Side side) throws GateException, InterruptedException;

  /**
   * Measures one fork.
   *
   * @return the results of {@code id}, and of what was measured with it
   */
  Results fork(Side side, BenchmarkId id) throws GateException, InterruptedException;
}
