package dev.broadside.scale.merge;

import dev.broadside.scenario.Slo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was to be run.
 *
 * @param shards how many injectors, of index 0 and up
 * @param quorum how many results are enough for a verdict; {@code null}: all of them
 * @param delayLimitNanos what an injector may add: {@link
 *     dev.broadside.measure.Validity#delayLimitNanos}
 * @param parameters of the whole run, for the summary
 */
public record Plan(
    String runId,
    int shards,
    @Nullable Integer quorum,
    Slo slo,
    long delayLimitNanos,
    Map<String, Object> parameters) {

  /** Refuses a quorum that says nothing. */
  public Plan {
    if (shards < 1 || (quorum != null && (quorum < 1 || quorum > shards))) {
      throw new IllegalArgumentException("a quorum of " + quorum + " of " + shards + " shards");
    }
    parameters = Map.copyOf(parameters);
  }

  /** How many results a verdict needs. */
  int needed() {
    return quorum == null ? shards : quorum;
  }
}
