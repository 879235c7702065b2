package dev.broadside.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the processors that this process may use (affinity and cgroup, as the JVM counts
 * them) it did use, second by second. Sampled by the conductor; one thread.
 */
public final class CpuMeter {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final int processors = Runtime.getRuntime().availableProcessors();
  private final List<Double> shares = new ArrayList<>();
  private long sinceNanos = -1;
  private long sinceCpuNanos;

  /** Looks at the clock; takes a sample once a second has passed since the last. */
  public void tick(long nowNanos) {
    if (sinceNanos == -1) {
      begin(nowNanos);
    } else if (nowNanos - sinceNanos >= SECOND_NANOS) {
      long used = system.getProcessCpuTime() - sinceCpuNanos;
      shares.add((double) used / ((nowNanos - sinceNanos) * processors));
      begin(nowNanos);
    }
  }

  private void begin(long nowNanos) {
    sinceNanos = nowNanos;
    sinceCpuNanos = system.getProcessCpuTime();
  }

  /** Used share of the processors, 0 to 1, for each whole second. */
  public List<Double> shares() {
    return List.copyOf(shares);
  }
}
