package dev.broadside.bench.jmh;

import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The counters of a benchmark, which are sums: JMH adds up what it calls events. */
record Counted(List<BenchmarkResult> forks) {

  static Counted of(RunResult result) {
    return new Counted(List.copyOf(result.getBenchmarkResults()));
  }

  /** Over all forks and iterations. */
  double sum(String counter) {
    return forks.stream().mapToDouble(fork -> sum(fork, counter)).sum();
  }

  /** One counter for each of another, fork by fork. */
  List<Double> ratios(String counter, String of) {
    return forks.stream().map(fork -> sum(fork, counter) / sum(fork, of)).toList();
  }

  private static double sum(BenchmarkResult fork, String counter) {
    return fork.getIterationResults().stream()
        .map(iteration -> iteration.getSecondaryResults().get(counter))
        .mapToDouble(Result::getScore)
        .sum();
  }
}
