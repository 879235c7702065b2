package dev.broadside.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many processors this process may use: those that the JVM counts, or less where a cgroup has a
 * quota. The JVM rounds half a processor up to one, and 80% of that could never be reached.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2: cpu.max</a>
 */
final class CpuQuota {
  private CpuQuota() {}

  /** Every group that this process is in may limit it, up to the root. */
  static double usableProcessors(Path root) {
    double processors = Runtime.getRuntime().availableProcessors();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3) {
        processors = Math.min(processors, leastQuota(root, parts[1], parts[2]));
      }
    }
    return processors;
  }

  private static double leastQuota(Path root, String controllers, String group) {
    boolean second = controllers.isEmpty();
    if (!second && !List.of(controllers.split(",", -1)).contains("cpu")) {
      return Double.MAX_VALUE;
    }
    Path top = root.resolve("sys/fs/cgroup").resolve(second ? "" : controllers);
    // A group may be named with "..", from inside a namespace that does not show it.
    Path folder = top.resolve(group.substring(1)).normalize();
    double least = quota(top, second);
    for (; folder != null && folder.startsWith(top); folder = folder.getParent()) {
      least = Math.min(least, quota(folder, second));
    }
    return least;
  }

  private static double quota(Path folder, boolean second) {
    if (second) {
      List<String> max = lines(folder.resolve("cpu.max"));
      String[] words = max.isEmpty() ? new String[0] : max.getFirst().split(" ", -1);
      return words.length == 2 ? quotient(words[0], words[1]) : Double.MAX_VALUE;
    }
    List<String> quota = lines(folder.resolve("cpu.cfs_quota_us"));
    List<String> period = lines(folder.resolve("cpu.cfs_period_us"));
    return quota.isEmpty() || period.isEmpty()
        ? Double.MAX_VALUE
        : quotient(quota.getFirst(), period.getFirst());
  }

  /** No limit is "max" in version 2 and -1 in version 1. */
  private static double quotient(String quota, String period) {
    Double value = positive(quota);
    Double per = positive(period);
    return value == null || per == null ? Double.MAX_VALUE : value / per;
  }

  private static @Nullable Double positive(String number) {
    try {
      double value = Double.parseDouble(number.strip());
      return value > 0 ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }
}
