package dev.broadside.kube;

import dev.broadside.scale.InjectorVariables;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is asked for: the injectors of one run.
 *
 * @param variables of all of them; which one it is, Kubernetes says
 * @param scenario its name
 * @param yaml the scenario, without any secret
 * @param region where AWS's own table is; {@code null} beside an endpoint
 * @param ports of TCP that injectors call
 * @param longest the run from the first pod to the last result, with patience for the scheduler
 */
public record Order(
    InjectorVariables variables,
    String scenario,
    String yaml,
    @Nullable String region,
    PodShape shape,
    SortedSet<Integer> ports,
    Duration longest) {

  /** The name of everything that a run has in a cluster. */
  public String name() {
    return "broadside-" + variables.run();
  }
}
