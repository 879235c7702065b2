package dev.broadside.capacity;

import dev.broadside.capacity.Judgement.Breaks;
import dev.broadside.capacity.Judgement.Holds;
import dev.broadside.capacity.Judgement.Undecided;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the SLO held, broke and was undecided. What was found last wins over what it contradicts:
 * an end that turned out to be wrong takes with it whatever lies beyond it.
 */
final class Ends {
  private final NavigableMap<Double, Judgement> loads = new TreeMap<>();
  private int contradictions;

  /** How often an end that held broke in the confirmation, or the other way round. */
  int contradictions() {
    return contradictions;
  }

  void settle(double load, Judgement judgement) {
    Judgement before = loads.put(load, judgement);
    switch (judgement) {
      case Holds holds -> {
        contradictions += before instanceof Breaks ? 1 : 0;
        loads.headMap(load, false).values().removeIf(j -> !(j instanceof Holds));
      }
      case Breaks breaks -> {
        contradictions += before instanceof Holds ? 1 : 0;
        loads.tailMap(load, false).values().removeIf(j -> !(j instanceof Breaks));
      }
      case Undecided undecided -> {
        // It says nothing of others.
      }
    }
  }

  boolean isEmpty() {
    return loads.isEmpty();
  }

  /** The largest load that held. */
  @Nullable Double holds() {
    return last(Holds.class, Double.POSITIVE_INFINITY);
  }

  /** The largest that held at {@code most} or below. */
  @Nullable Double holdsBelow(double most) {
    return last(Holds.class, most);
  }

  private @Nullable Double last(Class<? extends Judgement> kind, double most) {
    for (var entry : loads.headMap(most, true).descendingMap().entrySet()) {
      if (kind.isInstance(entry.getValue())) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The smallest load that broke. */
  @Nullable Double breaks() {
    return first(Breaks.class);
  }

  private @Nullable Double first(Class<? extends Judgement> kind) {
    for (var entry : loads.entrySet()) {
      if (kind.isInstance(entry.getValue())) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The smallest that is undecided above what holds. */
  @Nullable Double undecidedFrom() {
    return first(Undecided.class);
  }

  /** The largest. */
  @Nullable Double undecidedTo() {
    return last(Undecided.class, Double.POSITIVE_INFINITY);
  }

  /** The largest that was settled in any way. */
  double largest() {
    return loads.lastKey();
  }

  Cause causeAt(double load) {
    if (loads.get(load) instanceof Breaks breaks) {
      return breaks.cause();
    }
    throw new IllegalStateException("nothing broke at " + load);
  }
}
