package dev.broadside.capacity;

import dev.broadside.capacity.Finding.AlwaysHeld;
import dev.broadside.capacity.Finding.Bracket;
import dev.broadside.capacity.Finding.Drifted;
import dev.broadside.capacity.Finding.End;
import dev.broadside.capacity.Finding.NeverHeld;
import dev.broadside.capacity.Finding.Unfinished;
import dev.broadside.capacity.Judgement.Breaks;
import dev.broadside.capacity.Judgement.Holds;
import dev.broadside.capacity.Judgement.Undecided;
import dev.broadside.capacity.Probe.Purpose;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search for the load at which the SLO breaks. Ask for the {@link #next} step, measure it, {@link
 * #take} what came of it, until the step is a {@link Finding}. The same outcomes lead to the same
 * steps.
 *
 * <ol>
 *   <li>The least load. Where the SLO breaks there, it never holds, and that is the end.
 *   <li>A geometric ramp from the start, until a load breaks.
 *   <li>Bisection between what holds and what breaks, at equal ratios, until they are 5% apart. A
 *       load that stays undecided after four times the broadcasts stays inside the bracket: from
 *       then on the gaps on both sides of it are closed, and the bracket is as wide as it is.
 *   <li>Confirmation of both ends. An end that is not confirmed is none: it becomes undecided, or
 *       even the other end, and the bisection goes on around it.
 *   <li>Now and then, and at last, a load that held far below the knee is measured again. Where it
 *       does not hold twice, the target drifted, and there is no answer. One that is near the knee
 *       says nothing of that: it would not hold twice by chance.
 * </ol>
 *
 * <p>Why it is right more often than 95% though it takes many looks at 5%: to be wrong it must be
 * wrong at an end three times, once when it finds it and twice when it confirms it.
 */
public final class Search {
  private final Plan plan;
  private final Ends ends = new Ends();
  private final Map<Double, Votes> holding = new HashMap<>();
  private final Map<Double, Votes> breaking = new HashMap<>();
  private Votes steadiness = new Votes();
  private @Nullable Probe probe;
  private @Nullable Evidence pooled;
  private @Nullable Finding ended;
  private int looks;
  private int refusals;
  private int points;
  private int sinceSteady;

  /** A load to measure, or what was found. */
  public sealed interface Step permits Probe, Finding {}

  /** A search that has not begun. */
  public Search(Plan plan) {
    this.plan = plan;
  }

  /** What to measure, or what was found; the same until its outcome is taken. */
  public Step next() {
    if (ended != null) {
      return ended;
    }
    if (probe == null) {
      switch (decide()) {
        case Probe chosen -> probe = chosen;
        case Finding finding -> {
          ended = finding;
          return finding;
        }
      }
    }
    return probe;
  }

  /** Takes the outcome of what {@link #next} asked for; what it says of the load so far. */
  public @Nullable Judgement take(Outcome outcome) {
    Probe asked = probe;
    if (asked == null) {
      throw new IllegalStateException("nothing was asked for");
    }
    points++;
    return switch (outcome) {
      case Outcome.Refused refused -> {
        if (++refusals == Plan.REFUSALS) {
          boolean injector = InjectorChecks.areBehind(refused.why());
          ended = stopped(injector ? End.INJECTOR : End.MEASUREMENT, refused.why());
        }
        yield null;
      }
      case Outcome.Counted counted -> count(asked, counted.evidence());
    };
  }

  /** Adds up what is undecided, as long as more broadcasts may decide it. */
  private Judgement count(Probe asked, Evidence evidence) {
    Evidence sum = pooled == null ? evidence : pooled.plus(evidence);
    Judgement judgement = plan.goal().judge(sum);
    refusals = 0;
    looks++;
    if (judgement instanceof Undecided && looks < Plan.LOOKS) {
      pooled = sum;
      probe = new Probe(asked.load(), asked.purpose(), looks);
      return judgement;
    }
    pooled = null;
    looks = 0;
    probe = null;
    sinceSteady++;
    settle(asked, judgement);
    return judgement;
  }

  private void settle(Probe asked, Judgement judgement) {
    switch (asked.purpose()) {
      case FIRST, RAMP, BISECT -> ends.settle(asked.load(), judgement);
      case CONFIRM_HOLDS -> confirm(holding, asked.load(), judgement, Holds.class);
      case CONFIRM_BREAKS -> confirm(breaking, asked.load(), judgement, Breaks.class);
      case DRIFT -> checkSteady(asked.load(), judgement);
    }
    if (ended == null && ends.contradictions() >= Plan.CONTRADICTIONS) {
      ended =
          new Drifted(
              asked.load(),
              "ends of the bracket changed sides " + ends.contradictions() + " times");
    }
  }

  private void confirm(
      Map<Double, Votes> side, double load, Judgement vote, Class<? extends Judgement> expected) {
    Votes votes = side.computeIfAbsent(load, l -> new Votes());
    votes.add(vote);
    Judgement result = votes.result();
    if (result != null && !expected.isInstance(result)) {
      side.remove(load);
      ends.settle(load, result);
    }
  }

  private void checkSteady(double load, Judgement vote) {
    if (vote instanceof Holds) {
      steadiness = new Votes();
      sinceSteady = 0;
      return;
    }
    steadiness.add(vote);
    if (!(steadiness.result() instanceof Holds) && steadiness.result() != null) {
      ended = new Drifted(load, "it held before, and did not when it was measured again twice");
    }
  }

  private Step decide() {
    if (points >= Plan.MOST_POINTS) {
      return stopped(End.UNDECIDED, "the target did not settle in " + points + " points");
    }
    if (ends.isEmpty()) {
      return new Probe(plan.least(), Purpose.FIRST, 1);
    }
    Double holds = ends.holds();
    if (holds == null) {
      return withoutAnyThatHolds();
    }
    Double safe = ends.holdsBelow(holds / Plan.SAFE);
    if (safe != null && sinceSteady >= Plan.DRIFT_EVERY) {
      return new Probe(safe, Purpose.DRIFT, 1);
    }
    Double breaks = ends.breaks();
    if (breaks == null) {
      return ramp(holds);
    }
    Step step = between(holds, breaks);
    return safe != null && sinceSteady > 0 && step instanceof Bracket
        ? new Probe(safe, Purpose.DRIFT, 1)
        : step;
  }

  private Finding withoutAnyThatHolds() {
    Double breaks = ends.breaks();
    return breaks != null && breaks == plan.least()
        ? new NeverHeld(breaks, ends.causeAt(breaks))
        : new Unfinished(
            null,
            breaks,
            End.UNDECIDED,
            "the least load is undecided: search from a smaller one with --from, or loosen the SLO");
  }

  private Step ramp(double holds) {
    double largest = ends.largest();
    double up = largest < plan.start() ? plan.start() : plan.rounded(largest * Plan.FACTOR);
    double next = Math.min(plan.most(), up);
    if (next > largest) {
      return new Probe(next, Purpose.RAMP, 1);
    }
    return holds == largest
        ? new AlwaysHeld(holds, End.CEILING, "--to allows no more")
        : new Unfinished(holds, null, End.CEILING, "--to allows no more, where it is undecided");
  }

  private Step between(double holds, double breaks) {
    Double from = ends.undecidedFrom();
    Double to = ends.undecidedTo();
    double below = from == null || from > breaks ? breaks : from;
    double above = to == null || to > breaks ? breaks : to;
    boolean lower = plan.isGap(holds, below);
    boolean upper = above < breaks && plan.isGap(above, breaks);
    if (lower && (!upper || below / holds >= breaks / above)) {
      return new Probe(plan.middle(holds, below), Purpose.BISECT, 1);
    }
    if (upper) {
      return new Probe(plan.middle(above, breaks), Purpose.BISECT, 1);
    }
    if (isOpen(holding, holds)) {
      return new Probe(holds, Purpose.CONFIRM_HOLDS, 1);
    }
    if (isOpen(breaking, breaks)) {
      return new Probe(breaks, Purpose.CONFIRM_BREAKS, 1);
    }
    return new Bracket(holds, breaks, ends.causeAt(breaks));
  }

  private static boolean isOpen(Map<Double, Votes> side, double load) {
    Votes votes = side.get(load);
    return votes == null || votes.result() == null;
  }

  /** Ends the search for a reason that is not the stage's; what was found until now. */
  public Finding stop(End end, String why) {
    if (ended == null) {
      ended = stopped(end, why);
    }
    return ended;
  }

  private Finding stopped(End end, String why) {
    Double holds = ends.holds();
    Double breaks = ends.breaks();
    boolean all = holds != null && holds == ends.largest();
    return holds != null && all
        ? new AlwaysHeld(holds, end, why)
        : new Unfinished(holds, breaks, end, why);
  }
}
