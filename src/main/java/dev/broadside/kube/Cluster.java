package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One namespace of a cluster, and all that we ask of it: the verbs of the Role that we ask for. */
public final class Cluster implements AutoCloseable {
  private static final String DEFAULT_NAMESPACE = "default";

  /* What no status says; an image, and a node, are in the pod's own. */
  private static final Set<String> EXPLAINING =
      Set.of("FailedCreate", "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox");

  private final KubernetesClient client;
  private final String namespace;

  private Cluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * The one that is named, or else the one that kubectl would take.
   *
   * @param namespace {@code null} for that of the context
   */
  public static Cluster find(
      @Nullable String context,
      @Nullable String namespace,
      Function<String, @Nullable String> environment)
      throws KubeException {
    return of(KubeConfig.find(context, environment), namespace);
  }

  static Cluster of(Config config, @Nullable String namespace) throws KubeException {
    String current = namespace == null ? config.getNamespace() : namespace;
    String chosen = current == null ? DEFAULT_NAMESPACE : current;
    try {
      return new Cluster(new KubernetesClientBuilder().withConfig(config).build(), chosen);
    } catch (KubernetesClientException e) {
      throw new Refusal("reach", "the cluster", chosen).of(e);
    }
  }

  /** The namespace. */
  public String namespace() {
    return namespace;
  }

  /**
   * Begins a run. The Job is suspended until what its pods mount and obey is there and belongs to
   * it: then deleting the Job deletes all of it, also when its time to live does it.
   */
  void apply(Manifest manifest) throws KubeException {
    Job made =
        asked("create", "jobs", () -> jobs().resource(suspended(manifest.job(), true)).create());
    try {
      addParts(manifest, owner(made));
      String name = made.getMetadata().getName();
      pods(name);
      asked("patch", "jobs", () -> jobs().withName(name).edit(job -> suspended(job, false)));
    } catch (KubeException e) {
      takeBack(made.getMetadata().getName(), e);
      throw e;
    }
  }

  private void takeBack(String job, KubeException why) {
    try {
      delete(job);
    } catch (KubeException e) {
      why.addSuppressed(e);
    }
  }

  private void addParts(Manifest manifest, OwnerReference owner) throws KubeException {
    asked(
        "create",
        "configmaps",
        () ->
            client
                .configMaps()
                .inNamespace(namespace)
                .resource(
                    new ConfigMapBuilder(manifest.scenario())
                        .editMetadata()
                        .withOwnerReferences(owner)
                        .endMetadata()
                        .build())
                .create());
    asked(
        "create",
        "networkpolicies",
        () ->
            client
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(namespace)
                .resource(
                    new NetworkPolicyBuilder(manifest.policy())
                        .editMetadata()
                        .withOwnerReferences(owner)
                        .endMetadata()
                        .build())
                .create());
  }

  private NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace);
  }

  private static Job suspended(Job job, boolean suspended) {
    return new JobBuilder(job).editSpec().withSuspend(suspended).endSpec().build();
  }

  private static OwnerReference owner(Job job) {
    return new OwnerReferenceBuilder()
        .withApiVersion(job.getApiVersion())
        .withKind(job.getKind())
        .withName(job.getMetadata().getName())
        .withUid(job.getMetadata().getUid())
        .withController(false)
        .withBlockOwnerDeletion(false)
        .build();
  }

  /** The Job; {@code null} when somebody deleted it. */
  @Nullable Job job(String name) throws KubeException {
    return asked("get", "jobs", () -> jobs().withName(name).get());
  }

  /** Its pods. */
  List<Pod> pods(String job) throws KubeException {
    return asked(
        "list",
        "pods",
        () ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabel("batch.kubernetes.io/job-name", job)
                .list()
                .getItems());
  }

  /** Why pods of the Job are not made or not started, latest last. */
  List<Event> warnings(String job) throws KubeException {
    return asked("list", "events", () -> client.v1().events().inNamespace(namespace).list())
        .getItems()
        .stream()
        .filter(event -> isOf(event, job) && EXPLAINING.contains(event.getReason()))
        .sorted(Comparator.comparing(Cluster::lastSeen))
        .toList();
  }

  /** A time stamp of RFC 3339 in UTC, so that text sorts as time does. */
  private static String lastSeen(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }

  private static boolean isOf(Event event, String job) {
    String name = event.getInvolvedObject() == null ? null : event.getInvolvedObject().getName();
    return name != null && (name.equals(job) || name.startsWith(job + "-"));
  }

  /** What a pod has logged. */
  String log(String pod) throws KubeException {
    return asked(
        "get", "pods/log", () -> client.pods().inNamespace(namespace).withName(pod).getLog());
  }

  /** Deletes a Job and all that belongs to it; one that is not there is deleted. */
  void delete(String job) throws KubeException {
    asked(
        "delete",
        "jobs",
        () -> jobs().withName(job).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
  }

  private <T extends @Nullable Object> T asked(String verb, String resource, Supplier<T> request)
      throws KubeException {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw new Refusal(verb, resource, namespace).of(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
