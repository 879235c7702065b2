package dev.broadside.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Suites of benchmarks that were never run: the gate's own machine, told pairs that a noise model
 * draws. The first benchmark carries the effect, the others none.
 */
record GateSimulation(NoiseModel noise, double effect, int benchmarks, int forks, Rules rules) {

  /** What came of one suite: of the first benchmark, and how many of the others were accused. */
  record Outcome(Verdict first, int falseAlarms, int inconclusive) {}

  /** What came of {@code suites}, the i-th of which is seeded by {@code seed} and i. */
  List<Outcome> run(int suites, long seed) {
    return IntStream.range(0, suites)
        .parallel()
        .mapToObj(i -> suite(new SplittableRandom(seed * 1_000_003L + i)))
        .toList();
  }

  private Outcome suite(SplittableRandom random) {
    Suite suite = new Suite(benchmarks, rules, random.split());
    drive(suite, random);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < benchmarks; i++) {
      verdicts.add(suite.verdict(i));
    }
    List<Verdict> without = effect == 0 ? verdicts : verdicts.subList(1, benchmarks);
    return new Outcome(
        verdicts.getFirst(),
        count(without, Verdict.REGRESSED),
        count(without, Verdict.INCONCLUSIVE));
  }

  private static int count(List<Verdict> verdicts, Verdict verdict) {
    return (int) verdicts.stream().filter(v -> v == verdict).count();
  }

  private void drive(Suite suite, RandomGenerator random) {
    NoiseModel.Session session = noise.session(random, forks);
    for (int spent = 0; spent + 4 <= forks; spent += 4) {
      Suite.Block block = suite.next().orElse(null);
      if (block == null) {
        return;
      }
      boolean same = block.stage() == Suite.Stage.RULER || block.benchmark() != 0;
      double slower = same ? 0 : Math.log1p(effect);
      suite.tell(block, slower + logRatio(session, block.baseFirst()));
      suite.tell(block, slower + logRatio(session, !block.baseFirst()));
    }
  }

  private static double logRatio(NoiseModel.Session session, boolean baseFirst) {
    double first = session.next();
    double second = session.next();
    return baseFirst ? second - first : first - second;
  }
}
