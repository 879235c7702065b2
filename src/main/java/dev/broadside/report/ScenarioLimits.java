package dev.broadside.report;

import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import dev.broadside.scenario.Slo;
import java.nio.file.Path;
import java.util.List;

/**
 * The latency limits in a run folder's resolved {@code scenario.yaml}. They only decorate the plot
 * and the folder may be from a killed run, so what cannot be understood is no limit, not an error.
 */
final class ScenarioLimits {
  private ScenarioLimits() {}

  static List<Slo.Limit> read(Path file) {
    try {
      // The secrets of a run that is over need not be in this environment. Anything stands for one,
      // but for an address, which is not asked for here; an empty text would be no secret at all.
      return new ScenarioReader(name -> "x").read(file, List.of("target=local")).slo().latency();
    } catch (ScenarioException e) {
      return List.of();
    }
  }
}
