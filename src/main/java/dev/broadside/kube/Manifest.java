package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run is in a cluster: its scenario, who its pods may talk to, and the pods. */
public record Manifest(ConfigMap scenario, NetworkPolicy policy, Job job) {
  static final String SCENARIO_KEY = "scenario.yaml";

  /** That of an order, for a namespace or for the one that whoever applies it means. */
  public static Manifest of(Order order, @Nullable String namespace) {
    ConfigMap scenario =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(order.name())
            .withNamespace(namespace)
            .withLabels(Labels.of(order))
            .endMetadata()
            .withImmutable(true)
            .withData(Map.of(SCENARIO_KEY, order.yaml()))
            .build();
    return new Manifest(
        scenario, PolicyManifest.of(order, namespace), JobManifest.of(order, namespace));
  }

  /** For {@code kubectl apply}: pods start when what they mount is there. */
  public String toYaml() {
    return Stream.<HasMetadata>of(scenario, policy, job)
        .map(Serialization::asYaml)
        .collect(Collectors.joining());
  }
}
