package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an injector's pod stands, from its status.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     lifecycle</a>
 */
sealed interface Standing {

  /** It does not run yet. */
  record Waiting(Obstacle obstacle) implements Standing {}

  /** It runs. */
  record Running() implements Standing {}

  /** It does not run any more. */
  record Ended(String how) implements Standing {}

  /**
   * What a pod waits for.
   *
   * @param why a part of a sentence
   * @param remedy what to do
   * @param patience how long it may yet go away
   */
  record Obstacle(String why, String remedy, Duration patience) {
    /** Nodes may be on their way. */
    static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration SHORT = Duration.ofSeconds(45);

    /** Nothing is said about it. */
    static Obstacle unknown(String pod) {
      return new Obstacle("pod " + pod + " does not start", "see 'kubectl describe pod'", LONG);
    }

    static Obstacle soon(String why, String remedy) {
      return new Obstacle(why, remedy, SHORT);
    }

    /** An event has said something about it, which may have passed since. */
    static Obstacle explained(String why) {
      return new Obstacle(why, "correct what it names", Duration.ofMinutes(2));
    }

    boolean isUnknown() {
      return remedy.startsWith("see ");
    }
  }

  /** Reasons that an image is not there: some come from a registry that may answer next time. */
  Set<String> IMAGE =
      Set.of("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ErrImageNeverPull");

  /** That of a pod. */
  static Standing of(Pod pod) {
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    String phase = Objects.requireNonNullElse(status.getPhase(), "Pending");
    ContainerState state = container(status);
    ContainerStateTerminated terminated = state == null ? null : state.getTerminated();
    String name = pod.getMetadata().getName();
    if (terminated != null) {
      return new Ended(end(terminated));
    }
    if (phase.equals("Failed") || phase.equals("Succeeded")) {
      return new Ended(
          Stream.of(status.getReason(), status.getMessage())
              .filter(Objects::nonNull)
              .reduce((reason, message) -> reason + ": " + message)
              .orElse("pod " + name + " is " + phase));
    }
    if (state != null && state.getRunning() != null) {
      return new Running();
    }
    return new Waiting(obstacle(name, status, state == null ? null : state.getWaiting()));
  }

  private static @Nullable ContainerState container(PodStatus status) {
    return list(status.getContainerStatuses()).stream()
        .filter(each -> PodManifest.CONTAINER.equals(each.getName()))
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static <T> List<T> list(@Nullable List<T> values) {
    return values == null ? List.of() : values;
  }

  private static String end(ContainerStateTerminated terminated) {
    String reason = terminated.getReason();
    String message = terminated.getMessage();
    StringBuilder how = new StringBuilder("exit code " + terminated.getExitCode());
    if (reason != null && !reason.equals("Completed") && !reason.equals("Error")) {
      how.append(" (").append(reason).append(')');
    }
    if (message != null && !message.isBlank()) {
      how.append(": ").append(message.strip().lines().toList().getLast());
    }
    return how.toString();
  }

  private static Obstacle obstacle(
      String pod, PodStatus status, @Nullable ContainerStateWaiting waiting) {
    String reason = waiting == null ? null : waiting.getReason();
    if (waiting != null && reason != null) {
      String why = reason + (waiting.getMessage() == null ? "" : ": " + waiting.getMessage());
      if (reason.equals("InvalidImageName")) {
        return new Obstacle(
            "its image has no valid name (" + why + ")",
            "write --image as REGISTRY/NAME:TAG",
            Duration.ZERO);
      } else if (IMAGE.contains(reason)) {
        return Obstacle.soon(
            "its image cannot be pulled (" + why + ")",
            "push it, or let the nodes pull from its registry");
      } else if (!reason.equals("ContainerCreating") && !reason.equals("PodInitializing")) {
        return Obstacle.soon("its container is not made (" + why + ")", "correct what it names");
      }
    }
    return list(status.getConditions()).stream()
        .filter(each -> each.getType().equals("PodScheduled") && each.getStatus().equals("False"))
        .findFirst()
        .map(condition -> unscheduled(pod, condition))
        .orElseGet(() -> Obstacle.unknown(pod));
  }

  /** The scheduler counts nodes by what each lacks. */
  private static Obstacle unscheduled(String pod, PodCondition condition) {
    return new Obstacle(
        "pod %s finds no node (%s: %s)"
            .formatted(pod, condition.getReason(), condition.getMessage()),
        "ask for less with --cpu, --memory or --node-selector, or add nodes",
        Obstacle.LONG);
  }
}
