package dev.broadside.gate;

import dev.broadside.scenario.GateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Two commits on disk, built, and measured in turn. {@link #stop}, from another thread, ends it:
 * what was measured until then is kept.
 */
public final class GateRun {
  /** A build may take longer than what it is built for. */
  private static final Duration LONGEST_BUILD = Duration.ofHours(1);

  /** A fork that hangs ends; one that is only slow may exceed a small budget. */
  private static final Duration LONGEST_FORK = Duration.ofMinutes(10);

  private static final Duration LONGEST_CLEANING = Duration.ofMinutes(2);

  private final Path temporary;
  private final Consumer<String> progress;
  private final Shell builder;
  private final Shell runner;
  private final Shell cleaner;

  /**
   * A run that has not begun.
   *
   * @param temporary an empty folder for the worktrees; it is removed at the end
   * @param log where everything that is called logs
   * @param progress told what happens, a line each
   */
  public GateRun(Path temporary, Path log, Duration budget, Consumer<String> progress) {
    this.temporary = temporary;
    this.progress = progress;
    this.builder = new Shell(log, LONGEST_BUILD);
    this.runner = new Shell(log, budget.compareTo(LONGEST_FORK) > 0 ? budget : LONGEST_FORK);
    this.cleaner = new Shell(log, LONGEST_CLEANING);
  }

  /**
   * What to compare.
   *
   * @param here a folder in the repository
   * @param pattern which JMH benchmarks, as JMH's own regular expression
   * @param scenario {@code null} for what the gate file names
   * @param launcher this installation's {@code broadside}
   */
  public record Plan(
      Path here,
      String base,
      String head,
      String pattern,
      @Nullable Path scenario,
      Path launcher,
      Duration budget,
      long seed) {}

  /** The sides as the report names them, and what was measured. */
  record Measured(String base, String head, List<String> added, Comparison comparison) {}

  /** Ends what runs. */
  public void stop() {
    builder.stop();
    runner.stop();
  }

  Measured measure(Plan plan, GateFile file, Rules rules, Set<String> counters, Mixed mixed)
      throws GateException {
    try {
      Path repository = Worktrees.repository(plan.here(), builder);
      try (Worktrees worktrees = new Worktrees(repository, temporary, builder, cleaner)) {
        String base = worktrees.commit(plan.base());
        String head = worktrees.commit(plan.head());
        Map<Side, Path> folders = new EnumMap<>(Side.class);
        folders.put(Side.BASE, worktrees.add(Side.BASE, base));
        folders.put(Side.HEAD, worktrees.add(Side.HEAD, head));
        build(Side.BASE, plan.base(), folders, file.build());
        build(Side.HEAD, plan.head(), folders, file.build());
        List<Bench> benches = benches(plan, repository, file, folders, counters);
        return compare(plan, benches, base, head, rules, mixed);
      }
    } catch (InterruptedException e) {
      throw new GateException("interrupted before anything was measured", e);
    }
  }

  private void build(Side side, String ref, Map<Side, Path> folders, @Nullable String build)
      throws GateException, InterruptedException {
    if (build == null) {
      return;
    }
    progress.accept("building the " + side + ", " + ref);
    Path folder = Objects.requireNonNull(folders.get(side));
    if (builder.line(folder, build, List.of()).exitCode() != 0) {
      throw new GateException(
          "the %s (%s) does not build, so that nothing can be compared: see %s"
              .formatted(side, ref, builder.log()));
    }
  }

  private List<Bench> benches(
      Plan plan, Path repository, GateFile file, Map<Side, Path> folders, Set<String> counters) {
    List<Bench> benches = new ArrayList<>();
    String jmh = file.jmh();
    if (jmh != null) {
      benches.add(new JmhBench(jmh, plan.pattern(), folders, counters, runner));
    }
    String named = file.scenario();
    Path asked = plan.scenario();
    if (asked != null || named != null) {
      Path scenario =
          asked != null
              ? plan.here().resolve(asked).toAbsolutePath().normalize()
              : repository.resolve(String.valueOf(named));
      benches.add(new ScenarioBench(file, scenario, plan.launcher(), folders, runner));
    }
    return benches;
  }

  private Measured compare(
      Plan plan, List<Bench> benches, String base, String head, Rules rules, Mixed mixed)
      throws GateException, InterruptedException {
    Map<BenchmarkId, Bench> byId = new LinkedHashMap<>();
    List<String> added = new ArrayList<>();
    for (Bench bench : benches) {
      SortedSet<BenchmarkId> before = bench.list(Side.BASE);
      SortedSet<BenchmarkId> after = bench.list(Side.HEAD);
      for (BenchmarkId id : before) {
        Results.requirePresent(id, after.contains(id));
        byId.put(id, bench);
      }
      after.stream().filter(id -> !before.contains(id)).forEach(id -> added.add(id.toString()));
    }
    List<BenchmarkId> ids = List.copyOf(byId.keySet());
    progress.accept(
        "measuring %s benchmarks in turn, for at most %s s"
            .formatted(ids.size(), plan.budget().toSeconds()));
    Suite suite = new Suite(ids.size(), rules, new SplittableRandom(plan.seed()));
    LongSupplier nanoTime = System::nanoTime;
    Comparison comparison = new Comparison(ids, byId, suite, mixed, nanoTime);
    comparison.run(plan.budget());
    String gaveUp = comparison.gaveUp();
    if (gaveUp != null) {
      progress.accept(gaveUp);
    }
    return new Measured(
        named(plan.base(), base), named(plan.head(), head), List.copyOf(added), comparison);
  }

  private static String named(String ref, String commit) {
    return commit.startsWith(ref) ? commit : ref + " (" + commit + ")";
  }
}
