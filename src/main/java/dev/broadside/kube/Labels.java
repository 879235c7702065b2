package dev.broadside.kube;

import java.util.Map;

/** The labels of everything that we make in a cluster. */
final class Labels {
  /** The run; pods of one run may talk to each other. */
  static final String RUN = "broadside.dev/run";

  /**
   * Which completion of its Job a pod is; a label too since 1.28:
   * https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
   */
  static final String INDEX = "batch.kubernetes.io/job-completion-index";

  private Labels() {}

  static Map<String, String> of(Order order) {
    return Map.of(
        "app.kubernetes.io/name",
        "broadside",
        "app.kubernetes.io/managed-by",
        "broadside",
        RUN,
        order.variables().run());
  }
}
