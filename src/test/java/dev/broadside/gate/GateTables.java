package dev.broadside.gate;

import dev.broadside.gate.GateSimulation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The false alarms and the power of the rules as {@code src/docs/gate.md} states them: so many
 * suites of 20 benchmarks and 600 forks a line, each drawn from a seed of its own, so that fewer
 * suites are the first of more.
 */
record GateTables(int suites) {
  static final String ALARMS =
      "| noise of a fork | suites with a false REGRESSED | benchmarks left INCONCLUSIVE |";
  static final String POWERS = "| noise of a fork | slowdown | verdict | suites | bar |";

  private static final int BENCHMARKS = 20;
  private static final int FORKS = 600;
  private static final long SEED = 7;

  /** What equal code is called under one noise. */
  record Alarms(NoiseModel noise, Wilson regressed, Wilson open) {
    String row() {
      return "| %s | %s | %s |".formatted(noise.words(), regressed, open);
    }
  }

  /** A slowdown, the verdicts that are good, in how many suites one of them came, and the bar. */
  record Power(NoiseModel noise, double slowdown, Set<Verdict> good, Wilson found, double bar) {
    boolean holds() {
      return found.events() >= bar * found.of();
    }

    String row() {
      String verdicts = good.size() == 1 ? "REGRESSED" : "REGRESSED or INCONCLUSIVE";
      return "| %s | %.0f%% | %s | %s | %.0f%% |"
          .formatted(noise.words(), 100 * slowdown, verdicts, found, 100 * bar);
    }
  }

  List<Alarms> alarms() {
    return Arrays.stream(NoiseModel.values()).map(this::alarms).toList();
  }

  private Alarms alarms(NoiseModel noise) {
    List<Outcome> outcomes = outcomes(noise, 0);
    int open = outcomes.stream().mapToInt(Outcome::inconclusive).sum();
    return new Alarms(
        noise,
        share(outcomes, outcome -> outcome.falseAlarms() > 0),
        new Wilson(open, suites * BENCHMARKS));
  }

  List<Power> powers() {
    Set<Verdict> found = EnumSet.of(Verdict.REGRESSED);
    Set<Verdict> notPassed = EnumSet.of(Verdict.REGRESSED, Verdict.INCONCLUSIVE);
    List<Power> powers = new ArrayList<>();
    powers.add(power(NoiseModel.NORMAL_3, 0.10, found, 0.95));
    powers.add(power(NoiseModel.DRIFT, 0.10, found, 0.95));
    powers.add(power(NoiseModel.BIMODAL, 0.10, found, 0.95));
    powers.add(power(NoiseModel.NORMAL_3, 0.06, found, 0.80));
    powers.add(power(NoiseModel.NORMAL_10, 0.10, notPassed, 0.99));
    powers.add(power(NoiseModel.STUDENT_3, 0.10, notPassed, 0.99));
    return powers;
  }

  private Power power(NoiseModel noise, double slowdown, Set<Verdict> good, double bar) {
    Wilson found = share(outcomes(noise, slowdown), outcome -> good.contains(outcome.first()));
    return new Power(noise, slowdown, good, found, bar);
  }

  /** How often a change for the better was called slower. */
  Wilson accused(NoiseModel noise, double improvement) {
    return share(outcomes(noise, -improvement), outcome -> outcome.first() == Verdict.REGRESSED);
  }

  private List<Outcome> outcomes(NoiseModel noise, double effect) {
    return new GateSimulation(noise, effect, BENCHMARKS, FORKS, Rules.STANDARD).run(suites, SEED);
  }

  private static Wilson share(List<Outcome> outcomes, Predicate<Outcome> event) {
    return new Wilson((int) outcomes.stream().filter(event).count(), outcomes.size());
  }
}
