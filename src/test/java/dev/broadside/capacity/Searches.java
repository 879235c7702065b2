package dev.broadside.capacity;

import dev.broadside.scenario.Slo;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** Many searches, and how they ended. */
final class Searches {
  private static final Goal GOAL = goal(Goal.DEFAULT);

  int right;
  int narrow;
  int brackets;
  int injector;
  int points;
  double widths;

  static Goal goal(Slo slo) {
    try {
      return Goal.of(slo);
    } catch (CapacityException e) {
      throw new AssertionError(e);
    }
  }

  /** Searches on stages with a random capacity, each from a random start. */
  static Searches of(
      int number, long seed, BiFunction<Double, SplittableRandom, SimulatedStage> stages) {
    Searches searches = new Searches();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < number; i++) {
      double capacity = Math.exp(random.nextDouble(Math.log(200), Math.log(20_000)));
      double start = capacity * Math.exp(random.nextDouble(Math.log(0.05), Math.log(4)));
      SimulatedStage stage = stages.apply(capacity, random);
      searches.add(capacity, plan(start), stage, random);
    }
    return searches;
  }

  static Plan plan(double start) {
    return new Plan(GOAL, Math.max(1, start / 16), Math.max(1, start), 1e9, 0);
  }

  private void add(double capacity, Plan plan, SimulatedStage stage, SplittableRandom random) {
    Finding finding = run(plan, stage, random);
    if (finding instanceof Finding.Bracket bracket) {
      brackets++;
      right += bracket.holds() <= capacity && capacity <= bracket.breaks() ? 1 : 0;
      narrow += bracket.breaks() <= Plan.WIDTH * bracket.holds() ? 1 : 0;
      widths += bracket.breaks() / bracket.holds() - 1;
    }
    injector +=
        finding instanceof Finding.AlwaysHeld held && held.end() == Finding.End.INJECTOR ? 1 : 0;
  }

  private Finding run(Plan plan, SimulatedStage stage, SplittableRandom random) {
    Search search = new Search(plan);
    while (true) {
      switch (search.next()) {
        case Finding finding -> {
          return finding;
        }
        case Probe probe -> {
          points += probe.times();
          search.take(stage.measure(probe, random));
        }
      }
    }
  }

  @Override
  public String toString() {
    return "%d brackets, %d right, %d at most 5%% wide, mean width %.1f%%, %d ended by the injector, %d points"
        .formatted(brackets, right, narrow, 100 * widths / Math.max(1, brackets), injector, points);
  }
}
