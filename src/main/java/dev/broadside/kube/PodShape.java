package dev.broadside.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about each pod.
 *
 * @param cpu requested, and the limit
 * @param memoryMib requested, and the limit
 * @param secrets Kubernetes Secrets, whose keys are its variables and its files under {@link
 *     Files#SECRETS}
 * @param serviceAccount {@code null} for the namespace's own
 */
public record PodShape(
    String image,
    int cpu,
    int memoryMib,
    Map<String, String> nodeSelector,
    List<String> secrets,
    @Nullable String serviceAccount) {

  /** Leaves it more heap than an injector of this machine has. */
  public static final int USUAL_MEMORY_MIB = 1_536;

  /** Two event loops. */
  public static final int USUAL_CPU = 2;

  /** The least that is left for a heap of the smallest injector. */
  public static final int LEAST_MEMORY_MIB = 1_024;

  /** Direct buffers (192 MiB, as the script sets it), classes, code, threads and CRT. */
  private static final int BESIDES_HEAP_MIB = 768;

  /** Keeps them as they are now. */
  public PodShape {
    nodeSelector = Map.copyOf(nodeSelector);
    secrets = List.copyOf(secrets);
  }

  /** Its {@code BROADSIDE_HEAP}. */
  String heap() {
    return memoryMib - BESIDES_HEAP_MIB + "m";
  }

  /** Where things are in a pod. */
  public static final class Files {
    /** The keys of Secrets, a file each. */
    public static final String SECRETS = "/secrets";

    /** What an injector writes. */
    public static final String REPORTS = "/reports";

    static final String SCENARIO = "/scenario";
    static final String TEMPORARY = "/tmp";

    private Files() {}

    /** The scenario's file, which names it. */
    public static String scenario(String name) {
      return SCENARIO + "/" + name + ".yaml";
    }
  }
}
