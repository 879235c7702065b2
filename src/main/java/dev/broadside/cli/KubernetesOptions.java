package dev.broadside.cli;

import dev.broadside.kube.PodShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run on Kubernetes needs to know beside its scenario. */
final class KubernetesOptions {
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,7})([MG])i");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The image of an injector (src/docs/scale.md says how to build it).")
  private @Nullable String image;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kube config (default: the current one).")
  private @Nullable String context;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Where the pods run (default: the context's).")
  private @Nullable String namespace;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description =
          "A Kubernetes Secret, whose keys are the pods' variables, and files in /secrets; may be"
              + " repeated.")
  private List<String> secrets = new ArrayList<>();

  @Option(
      names = "--service-account",
      paramLabel = "NAME",
      description = "Whose AWS role the pods have (default: the namespace's).")
  private @Nullable String serviceAccount;

  @Option(
      names = "--node-selector",
      paramLabel = "KEY=VALUE",
      description = "Which nodes; may be repeated.")
  private Map<String, String> nodeSelector = new LinkedHashMap<>();

  @Option(names = "--cpu", paramLabel = "N", description = "CPUs of a pod (default: 2).")
  private int cpu = PodShape.USUAL_CPU;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory of a pod (default: 1536Mi).")
  private String memory = PodShape.USUAL_MEMORY_MIB + "Mi";

  @Option(
      names = "--render",
      description = "Prints the manifests for 'kubectl apply', and exits; asks no cluster.")
  private boolean render;

  /** Whether there is no run, only manifests. */
  boolean isRendered() {
    return render;
  }

  @Nullable String context() {
    return context;
  }

  @Nullable String namespace() {
    return namespace;
  }

  /** What is wrong; empty when nothing is. */
  String objection() {
    if (image == null) {
      return "--on kubernetes runs an image: build and push it as src/docs/scale.md says, and name"
          + " it with --image";
    }
    if (cpu < 1) {
      return "--cpu is " + cpu + ": write 1 or more, an injector has an event loop for each";
    }
    if (memoryMib() < PodShape.LEAST_MEMORY_MIB) {
      return "--memory is '%s': write %dMi or more, like 1536Mi or 2Gi"
          .formatted(memory, PodShape.LEAST_MEMORY_MIB);
    }
    for (String secret : secrets) {
      if (!NAME.matcher(secret).matches()) {
        return "--secret takes the name of a Kubernetes Secret, not what is in it: 'kubectl create"
            + " secret generic NAME --from-literal=TOKEN=…'";
      }
    }
    return "";
  }

  private int memoryMib() {
    Matcher matcher = MEMORY.matcher(memory);
    if (!matcher.matches()) {
      return 0;
    }
    int number = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("G") ? Math.multiplyExact(number, 1_024) : number;
  }

  /** What each pod is. */
  PodShape shape() {
    if (image == null) {
      throw new IllegalStateException("it was not checked");
    }
    return new PodShape(image, cpu, memoryMib(), nodeSelector, secrets, serviceAccount);
  }
}
