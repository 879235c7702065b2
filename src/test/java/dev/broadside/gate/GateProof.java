package dev.broadside.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.gate.GateSimulation.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The false alarms and the power of the rules, as {@code src/docs/gate.md} states them; prints its
 * tables. {@code -Dbroadside.suites} says how many suites of 20 benchmarks a line has.
 */
@Tag("proof")
class GateProof {
  private static final int SUITES = Integer.getInteger("broadside.suites", 2_000);
  private static final int BENCHMARKS = 20;
  private static final int FORKS = 600;
  private static final long SEED = 7;

  private static List<Outcome> outcomes(NoiseModel noise, double effect) {
    return new GateSimulation(noise, effect, BENCHMARKS, FORKS, Rules.STANDARD).run(SUITES, SEED);
  }

  private static Wilson share(List<Outcome> outcomes, Predicate<Outcome> event) {
    return new Wilson((int) outcomes.stream().filter(event).count(), outcomes.size());
  }

  @Test
  void equalCodeIsHardlyEverCalledSlower() {
    List<String> table = new ArrayList<>();
    table.add("| noise of a fork | suites with a false REGRESSED | benchmarks left INCONCLUSIVE |");
    table.add("|---|---|---|");
    List<Wilson> alarms = new ArrayList<>();
    for (NoiseModel noise : NoiseModel.values()) {
      List<Outcome> outcomes = outcomes(noise, 0);
      Wilson alarm = share(outcomes, outcome -> outcome.falseAlarms() > 0);
      int open = outcomes.stream().mapToInt(Outcome::inconclusive).sum();
      table.add(
          "| %s | %s | %s |"
              .formatted(noise.words(), alarm, new Wilson(open, SUITES * BENCHMARKS)));
      alarms.add(alarm);
    }
    System.out.println(String.join("\n", table));

    // 11 of 2,000, as a share: with fewer suites the bound is as strict, and never below one.
    for (Wilson alarm : alarms) {
      assertTrue(alarm.events() <= Math.max(1, 11 * SUITES / 2_000), alarm.toString());
    }
  }

  private record Line(NoiseModel noise, double effect, Set<Verdict> good, double least) {}

  @Test
  void aSlowdownThatMattersIsFoundOrLeftOpenButNotPassed() {
    Set<Verdict> found = EnumSet.of(Verdict.REGRESSED);
    Set<Verdict> notPassed = EnumSet.of(Verdict.REGRESSED, Verdict.INCONCLUSIVE);
    List<Line> lines =
        List.of(
            new Line(NoiseModel.NORMAL_3, 0.10, found, 0.95),
            new Line(NoiseModel.DRIFT, 0.10, found, 0.95),
            new Line(NoiseModel.BIMODAL, 0.10, found, 0.95),
            new Line(NoiseModel.NORMAL_3, 0.06, found, 0.80),
            new Line(NoiseModel.NORMAL_10, 0.10, notPassed, 0.99),
            new Line(NoiseModel.STUDENT_3, 0.10, notPassed, 0.99));
    List<String> table = new ArrayList<>();
    table.add("| noise of a fork | slowdown | verdict | suites | bar |");
    table.add("|---|---|---|---|---|");
    List<Wilson> shares = new ArrayList<>();
    for (Line line : lines) {
      Wilson share =
          share(
              outcomes(line.noise(), line.effect()),
              outcome -> line.good().contains(outcome.first()));
      shares.add(share);
      String verdicts = line.good().size() == 1 ? "REGRESSED" : "REGRESSED or INCONCLUSIVE";
      table.add(
          "| %s | %.0f%% | %s | %s | %.0f%% |"
              .formatted(
                  line.noise().words(), 100 * line.effect(), verdicts, share, 100 * line.least()));
    }
    System.out.println(String.join("\n", table));

    for (int i = 0; i < lines.size(); i++) {
      Wilson share = shares.get(i);
      assertTrue(share.events() >= lines.get(i).least() * share.of(), lines.get(i) + " " + share);
    }
  }

  @Test
  void anImprovementIsNeverARegression() {
    for (NoiseModel noise : NoiseModel.values()) {
      for (double effect : new double[] {-0.05, -0.10, -0.30}) {
        Wilson accused =
            share(outcomes(noise, effect), outcome -> outcome.first() == Verdict.REGRESSED);
        System.out.println(noise.words() + ", " + effect + ": REGRESSED " + accused);
        assertEquals(0, accused.events(), noise + " " + effect);
      }
    }
  }
}
