package dev.broadside.kube;

import dev.broadside.scale.Exit;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The injectors of a run as an Indexed Job, whose fields are in
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
final class JobManifest {
  /** Beside a Job nobody deleted, its logs can be read so long. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** Bad variables, or a bad scenario: the same for all of them. */
  private static final int BAD_USAGE = 64;

  private JobManifest() {}

  static Job of(Order order, @Nullable String namespace) {
    int shards = order.variables().shards();
    return new JobBuilder()
        .withNewMetadata()
        .withName(order.name())
        .withNamespace(namespace)
        .withLabels(Labels.of(order))
        .endMetadata()
        .withNewSpec()
        .withCompletionMode("Indexed")
        .withCompletions(shards)
        .withParallelism(shards)
        // Who comes again has no part any more. And no maxFailedIndexes: when it is exceeded,
        // Kubernetes ends the others too, whose measurements are to be kept.
        .withBackoffLimitPerIndex(0)
        .withPodReplacementPolicy("Failed")
        .withPodFailurePolicy(failures())
        .withActiveDeadlineSeconds(order.longest().toSeconds())
        .withTtlSecondsAfterFinished((int) KEPT.toSeconds())
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Labels.of(order))
        .withAnnotations(PodManifest.LEFT_ALONE)
        .endMetadata()
        .withSpec(PodManifest.of(order))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodFailurePolicy failures() {
    return new PodFailurePolicyBuilder()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withContainerName(PodManifest.CONTAINER)
        .withOperator("In")
        .withValues(BAD_USAGE)
        .endOnExitCodes()
        .endRule()
        .addNewRule()
        .withAction("FailIndex")
        .withNewOnExitCodes()
        .withContainerName(PodManifest.CONTAINER)
        .withOperator("In")
        .withValues(Exit.SURPLUS, Exit.LATE, Exit.BARRIER_TIMEOUT, Exit.CLOCK_REJECTED)
        .endOnExitCodes()
        .endRule()
        .addNewRule()
        .withAction("FailIndex")
        .addNewOnPodCondition()
        .withType("DisruptionTarget")
        .withStatus("True")
        .endOnPodCondition()
        .endRule()
        .build();
  }
}
