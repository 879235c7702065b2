package dev.broadside.kube;

import dev.broadside.scale.InjectorVariables;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One injector as a pod, which nobody has to trust: {@code restricted} by the Pod Security
 * Standards.
 */
final class PodManifest {
  static final String CONTAINER = "injector";

  /** Autoscalers that tidy nodes up would end the run. */
  static final Map<String, String> LEFT_ALONE =
      Map.of(
          "cluster-autoscaler.kubernetes.io/safe-to-evict",
          "false",
          "karpenter.sh/do-not-disrupt",
          "true");

  private static final long USER = 10_001;

  /** As long as a report of what was seen may take. */
  private static final long GRACE_SECONDS = 60;

  private PodManifest() {}

  static PodSpec of(Order order) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withServiceAccountName(order.shape().serviceAccount())
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withNodeSelector(order.shape().nodeSelector())
        .withTopologySpreadConstraints(spread(order))
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(container(order))
        .withVolumes(volumes(order))
        .build();
  }

  /** Ports, NAT and CPU are those of a node, so each should have as few as any other. */
  private static TopologySpreadConstraint spread(Order order) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .addToMatchLabels(Labels.RUN, order.variables().run())
        .endLabelSelector()
        .build();
  }

  /** Requests are limits: what is promised is there, and nobody evicts it first. */
  private static Container container(Order order) {
    PodShape shape = order.shape();
    Map<String, Quantity> resources =
        Map.of(
            "cpu", new Quantity(Integer.toString(shape.cpu())),
            "memory", new Quantity(shape.memoryMib() + "Mi"));
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(shape.image())
        .withArgs("injector")
        .withEnv(variables(order))
        .withEnvFrom(shape.secrets().stream().map(PodManifest::variablesOf).toList())
        .withNewResources()
        .withRequests(resources)
        .withLimits(resources)
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        // Its last words are in its status, for who may not read logs.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withVolumeMounts(mounts(order))
        .build();
  }

  private static List<EnvVar> variables(Order order) {
    InjectorVariables variables = order.variables();
    Map<String, String> all = new TreeMap<>(variables.toEnvironment());
    all.put("BROADSIDE_HEAP", order.shape().heap());
    if (order.region() != null) {
      all.put("AWS_REGION", order.region());
    }
    List<EnvVar> written = new ArrayList<>();
    all.forEach(
        (name, value) -> written.add(new EnvVarBuilder().withName(name).withValue(value).build()));
    return written;
  }

  private static EnvFromSource variablesOf(String secret) {
    return new EnvFromSourceBuilder().withNewSecretRef().withName(secret).endSecretRef().build();
  }

  private static List<VolumeMount> mounts(Order order) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount("scenario", PodShape.Files.SCENARIO, true));
    mounts.add(mount("tmp", PodShape.Files.TEMPORARY, false));
    mounts.add(mount("reports", PodShape.Files.REPORTS, false));
    if (!order.shape().secrets().isEmpty()) {
      mounts.add(mount("secrets", PodShape.Files.SECRETS, true));
    }
    return mounts;
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }

  private static List<Volume> volumes(Order order) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("scenario")
            .withNewConfigMap()
            .withName(order.name())
            .withItems(
                new KeyToPathBuilder()
                    .withKey(Manifest.SCENARIO_KEY)
                    .withPath(order.scenario() + ".yaml")
                    .build())
            .endConfigMap()
            .build());
    volumes.add(scratch("tmp"));
    volumes.add(scratch("reports"));
    if (!order.shape().secrets().isEmpty()) {
      volumes.add(
          new VolumeBuilder()
              .withName("secrets")
              .withNewProjected()
              .withDefaultMode(0440)
              .withSources(order.shape().secrets().stream().map(PodManifest::filesOf).toList())
              .endProjected()
              .build());
    }
    return volumes;
  }

  private static VolumeProjection filesOf(String secret) {
    return new VolumeProjectionBuilder().withNewSecret().withName(secret).endSecret().build();
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity("2Gi"))
        .endEmptyDir()
        .build();
  }
}
