package dev.broadside.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How much of the processors that this process may use (affinity and cgroup, as the JVM counts
 * them) it did use, second by second. Sampled by the conductor; one thread.
 */
public final class CpuMeter {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final double processors;
  private final LongSupplier cpuNanos;
  private final List<Double> shares = new ArrayList<>();
  private long sinceNanos = -1;
  private long sinceCpuNanos;

  /** A meter for the processors that this process may use. */
  public CpuMeter() {
    this(
        CpuQuota.usableProcessors(Path.of("/")),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)::getProcessCpuTime);
  }

  CpuMeter(double processors, LongSupplier cpuNanos) {
    this.processors = processors;
    this.cpuNanos = cpuNanos;
  }

  /** Looks at the clock; takes a sample once a second has passed since the last. */
  public void tick(long nowNanos) {
    if (sinceNanos == -1) {
      begin(nowNanos);
    } else if (nowNanos - sinceNanos >= SECOND_NANOS) {
      sample(nowNanos);
      begin(nowNanos);
    }
  }

  /** The window is over: half a second or more since the last sample is one more. */
  public void end(long nowNanos) {
    if (sinceNanos != -1 && nowNanos - sinceNanos >= SECOND_NANOS / 2) {
      sample(nowNanos);
    }
    sinceNanos = -1;
  }

  /** A JVM that cannot tell says -1: then nothing is known of this second, not that it was idle. */
  private void sample(long nowNanos) {
    long cpu = cpuNanos.getAsLong();
    if (cpu >= 0 && sinceCpuNanos >= 0) {
      shares.add((cpu - sinceCpuNanos) / ((nowNanos - sinceNanos) * processors));
    }
  }

  private void begin(long nowNanos) {
    sinceNanos = nowNanos;
    sinceCpuNanos = cpuNanos.getAsLong();
  }

  /** Used share of the processors, 0 to 1, for each whole second. */
  public List<Double> shares() {
    return List.copyOf(shares);
  }
}
