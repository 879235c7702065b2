package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;

/**
 * What a cluster's refusal means. Its answer is a {@code Status}, whose code is that of HTTP:
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 *
 * @param verb as a Role names it
 * @param resource as a Role names it
 */
record Refusal(String verb, String resource, String namespace) {
  private static final int INVALID = 422;

  /** A sentence for the user. */
  KubeException of(KubernetesClientException failure) {
    return new KubeException(sentence(failure), failure);
  }

  private String sentence(KubernetesClientException failure) {
    if (failure.getCode() <= 0) {
      return "the cluster does not answer (%s): see that 'kubectl cluster-info' works, or choose another with --context"
          .formatted(cause(failure));
    }
    String said = said(failure);
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the cluster does not know who you are (%s): sign in again, as for kubectl"
              .formatted(said);
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(said);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          isNamespace(failure)
              ? "there is no namespace %s: 'kubectl create namespace %s', or name another with --namespace"
                  .formatted(namespace, namespace)
              : "the cluster has nothing to %s %s with in namespace %s (%s): it has to be Kubernetes 1.29 or newer"
                  .formatted(verb, resource, namespace, said);
      case HttpURLConnection.HTTP_CONFLICT ->
          "namespace %s has this already (%s): delete it, or run again, which takes another name"
              .formatted(namespace, said);
      case INVALID ->
          "the cluster does not take it (%s): change what it names; it has to be Kubernetes 1.29 or newer"
              .formatted(said);
      default ->
          "the cluster failed to %s %s in namespace %s (%d: %s): run again when it is well"
              .formatted(verb, resource, namespace, failure.getCode(), said);
    };
  }

  /** Of the caller's rights, or of a quota or an admission controller. */
  private String forbidden(String said) {
    return said.contains(" cannot " + verb + " ")
        ? "the cluster does not let you %s %s in namespace %s (%s): ask for the Role of src/main/injectors/rbac.yaml"
            .formatted(verb, resource, namespace, said)
        : "the cluster forbids to %s %s in namespace %s: %s"
            .formatted(verb, resource, namespace, said);
  }

  /** Whether it is the namespace that is missing: then the answer is about it. */
  private static boolean isNamespace(KubernetesClientException failure) {
    Status status = failure.getStatus();
    return status != null
        && status.getDetails() != null
        && "namespaces".equals(status.getDetails().getKind());
  }

  private static String said(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String message = status == null ? null : status.getMessage();
    return message == null ? cause(failure) : message;
  }

  /** The JDK's client says what went wrong in the first of its own, and why in none. */
  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
