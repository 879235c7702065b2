package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.File;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which cluster is meant: what kubectl would take, said before anybody is called. */
final class KubeConfig {
  private static final int TRIES = 3;
  private static final int PATIENCE_MILLIS = 10_000;

  private KubeConfig() {}

  static Config find(@Nullable String context, Function<String, @Nullable String> environment)
      throws KubeException {
    return find(context, Config.getKubeconfigFilenames().stream().toList(), environment);
  }

  static Config find(
      @Nullable String context, List<String> files, Function<String, @Nullable String> environment)
      throws KubeException {
    boolean inside = environment.apply("KUBERNETES_SERVICE_HOST") != null;
    if (files.stream().map(File::new).noneMatch(File::isFile) && !inside) {
      throw new KubeException(
          "there is no kube config at %s: write one, as 'aws eks update-kubeconfig' does, set KUBECONFIG, or print the manifests with --render"
              .formatted(String.join(", ", files)));
    }
    return checked(Config.autoConfigure(context), context, files, inside);
  }

  static Config checked(Config config, @Nullable String context, List<String> files, boolean inside)
      throws KubeException {
    List<NamedContext> contexts =
        config.getContexts() == null ? List.<NamedContext>of() : config.getContexts();
    if (context != null && contexts.stream().noneMatch(c -> context.equals(c.getName()))) {
      throw new KubeException(
          "there is no context %s in %s: --context takes one of %s"
              .formatted(
                  context,
                  String.join(", ", files),
                  String.join(", ", contexts.stream().map(NamedContext::getName).toList())));
    }
    if (config.getCurrentContext() == null && !inside) {
      throw new KubeException(
          "the kube config at %s has no current context: name one with --context"
              .formatted(String.join(", ", files)));
    }
    return new ConfigBuilder(config)
        .withConnectionTimeout(PATIENCE_MILLIS)
        .withRequestTimeout(PATIENCE_MILLIS)
        .withRequestRetryBackoffLimit(TRIES)
        .build();
  }
}
