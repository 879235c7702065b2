package dev.broadside.conform;

import dev.broadside.process.ProcessException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to start a run. */
public final class Conformance {
  private Conformance() {}

  /** Starts local stages, checks them, and ends them; their logs go into {@code folder}. */
  public static ConformReport local(ConformRun run, Path folder)
      throws ProcessException, InterruptedException {
    Set<Variant> needed =
        run.variants().stream()
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variant.class)));
    needed.add(Variant.MAIN);
    try (LocalStages stages = LocalStages.start(needed, folder)) {
      return run.run("started for this run", stages.sources());
    }
  }

  /** Checks stages that run already. */
  public static ConformReport deployed(ConformRun run, DeployedStages stages)
      throws InterruptedException {
    Map<Variant, StageSource> sources = stages.sources();
    return run.run(String.valueOf(stages.urls().get(Variant.MAIN)), sources);
  }
}
