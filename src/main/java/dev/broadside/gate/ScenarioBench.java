package dev.broadside.gate;

import dev.broadside.scenario.GateFile;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A scenario on our stage, a whole run a fork. With a {@code template} the stage is this
 * installation's and the template and functions are the side's; without one the design is part of
 * Broadside itself, so that the side must bring its own launcher: two runs of one installation
 * would compare nothing.
 */
final class ScenarioBench implements Bench {
  /** A run that broke its SLO was measured all the same. */
  private static final Set<Integer> MEASURED = Set.of(0, 2);

  private final GateFile file;
  private final Path scenario;
  private final Path launcher;
  private final Map<Side, Path> worktrees;
  private final Shell shell;

  /**
   * One scenario.
   *
   * @param scenario the same file for both sides
   * @param launcher this installation's {@code broadside}
   */
  ScenarioBench(
      GateFile file, Path scenario, Path launcher, Map<Side, Path> worktrees, Shell shell) {
    this.file = file;
    this.scenario = scenario;
    this.launcher = launcher;
    this.worktrees = worktrees;
    this.shell = shell;
  }

  @Override
  public SortedSet<BenchmarkId> list(Side side) {
    String name = scenario.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", "");
    SortedSet<BenchmarkId> ids = new TreeSet<>();
    RunReader.TIMES
        .keySet()
        .forEach(time -> ids.add(new BenchmarkId(name + ": " + time, Map.of())));
    if (tellsCpu()) {
      ids.add(new BenchmarkId(name + ": " + RunReader.CPU, Map.of()));
    }
    return ids;
  }

  /**
   * Whether all that works for a delivery is a process of ours. A scenario that cannot be read is
   * said to be so by its first run.
   */
  private boolean tellsCpu() {
    try {
      Scenario read = new ScenarioReader(System::getenv).read(scenario, List.of());
      return read.isLocal() && read.local().own().functions().isEmpty();
    } catch (ScenarioException e) {
      return true;
    }
  }

  @Override
  public Results fork(Side side, BenchmarkId id) throws GateException, InterruptedException {
    Path worktree = Objects.requireNonNull(worktrees.get(side));
    List<String> command =
        new ArrayList<>(List.of(launcher(worktree).toString(), "run", scenario.toString()));
    command.addAll(List.of("--json", "--reports", worktree.resolveSibling("runs").toString()));
    String template = file.template();
    if (template != null) {
      command.addAll(List.of("--set", "local.template=" + worktree.resolve(template)));
    }
    if (!file.functions().isEmpty()) {
      List<String> code =
          file.functions().stream().map(path -> worktree.resolve(path).toString()).toList();
      command.addAll(List.of("--set", "local.code=[" + String.join(", ", code) + "]"));
    }
    Shell.End end = shell.run(worktree, command);
    if (!MEASURED.contains(end.exitCode())) {
      throw new GateException(
          "a run of %s on the %s ended with %s (%s): see %s"
              .formatted(scenario, side, end.exitCode(), shell.lastLine(), shell.log()));
    }
    String text = end.output().replace(worktree.toString(), "WORKTREE");
    return ResultFiles.results(
        "the run of " + scenario + " on the " + side,
        text.getBytes(StandardCharsets.UTF_8),
        Set.of());
  }

  private Path launcher(Path worktree) throws GateException {
    if (file.template() != null) {
      return launcher;
    }
    Path own = worktree.resolve("broadside");
    if (!Files.isExecutable(own)) {
      throw new GateException(
          "the scenario measures a bundled design, which this repository does not hold: name its own"
              + " template in broadside-gate.yaml");
    }
    return own;
  }
}
