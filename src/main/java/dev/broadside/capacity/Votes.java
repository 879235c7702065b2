package dev.broadside.capacity;

import dev.broadside.capacity.Judgement.Breaks;
import dev.broadside.capacity.Judgement.Holds;
import dev.broadside.capacity.Judgement.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Up to three measurements of an end of the bracket, of which two must agree. The one that made it
 * an end is none of them: it was picked for what it said.
 */
final class Votes {
  private static final int NEEDED = 2;
  private static final int MOST = 3;

  private final List<Judgement> votes = new ArrayList<>();

  void add(Judgement judgement) {
    votes.add(judgement);
  }

  /** What two of them say, undecided where no two can any more, {@code null} where more must. */
  @Nullable Judgement result() {
    long held = votes.stream().filter(Holds.class::isInstance).count();
    if (held >= NEEDED) {
      return new Holds();
    }
    List<Breaks> broke =
        votes.stream().filter(Breaks.class::isInstance).map(Breaks.class::cast).toList();
    if (broke.size() >= NEEDED) {
      return broke.getLast();
    }
    long missing = MOST - votes.size();
    return held + missing >= NEEDED || broke.size() + missing >= NEEDED ? null : new Undecided();
  }
}
