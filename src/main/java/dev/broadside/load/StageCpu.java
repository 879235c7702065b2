package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time that the processes behind a local stage took in the measured window, by role, to the
 * hundredth of a second in which Linux counts. A process that is not the same at both ends, or
 * cannot be read, makes its role unknown; what it took to start is nobody's.
 */
final class StageCpu {
  private final LongFunction<@Nullable Long> millisOf;
  private Map<String, Map<Long, Long>> before = Map.of();

  StageCpu() {
    this(StageCpu::millis);
  }

  /** {@code millisOf} says what a process took so far; {@code null} when nobody knows. */
  StageCpu(LongFunction<@Nullable Long> millisOf) {
    this.millisOf = millisOf;
  }

  private static @Nullable Long millis(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(taken -> taken.toMillis())
        .orElse(null);
  }

  /** The window begins; {@code pids} has a number, or an array of them, for each role. */
  void begin(JsonNode pids) {
    before = read(pids);
  }

  /** What each role took since then; no role when it never began. */
  Map<String, @Nullable Long> end(JsonNode pids) {
    Map<String, @Nullable Long> taken = new LinkedHashMap<>();
    Map<String, Map<Long, Long>> after = read(pids);
    for (Map.Entry<String, Map<Long, Long>> role : before.entrySet()) {
      Map<Long, Long> now = after.getOrDefault(role.getKey(), Map.of());
      boolean same = !now.isEmpty() && now.keySet().equals(role.getValue().keySet());
      taken.put(role.getKey(), same ? sum(now) - sum(role.getValue()) : null);
    }
    return taken;
  }

  private static long sum(Map<Long, Long> millis) {
    return millis.values().stream().mapToLong(Long::longValue).sum();
  }

  /** By role and process; a role with one that is unknown has none. */
  private Map<String, Map<Long, Long>> read(JsonNode pids) {
    Map<String, Map<Long, Long>> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> role : pids.properties()) {
      Map<Long, Long> each = new LinkedHashMap<>();
      boolean known = true;
      for (JsonNode pid : role.getValue().isArray() ? role.getValue() : List.of(role.getValue())) {
        Long millis = millisOf.apply(pid.asLong());
        known &= millis != null;
        if (millis != null) {
          each.put(pid.asLong(), millis);
        }
      }
      all.put(role.getKey(), known ? each : Map.of());
    }
    return all;
  }
}
