package dev.broadside.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final double processors;
  private final List<Double> shares = new ArrayList<>();
  private long sinceNanos = -1;
  private long sinceCpuNanos;

  /** A meter for the processors that this process may use. */
  public CpuMeter() {
    this(usableProcessors(Path.of("/sys/fs/cgroup/cpu.max")));
  }

  CpuMeter(double processors) {
    this.processors = processors;
  }

  /** The JVM rounds a fractional cgroup quota up, and 80% of that could never be reached. */
  static double usableProcessors(Path cpuMax) {
    double processors = Runtime.getRuntime().availableProcessors();
    try {
      String[] quota = Files.readAllLines(cpuMax, StandardCharsets.US_ASCII).get(0).split(" ", -1);
      return quota[0].equals("max")
          ? processors
          : Math.min(processors, Double.parseDouble(quota[0]) / Double.parseDouble(quota[1]));
    } catch (IOException | RuntimeException e) {
      // No cgroup, or one that says nothing of the kind.
      return processors;
    }
  }

  /** Looks at the clock; takes a sample once a second has passed since the last. */
  public void tick(long nowNanos) {
    if (sinceNanos == -1) {
      begin(nowNanos);
    } else if (nowNanos - sinceNanos >= SECOND_NANOS) {
      long used = system.getProcessCpuTime() - sinceCpuNanos;
      shares.add(used / ((nowNanos - sinceNanos) * processors));
      begin(nowNanos);
    }
  }

  /** The window is over: half a second or more since the last sample is one more. */
  public void end(long nowNanos) {
    if (sinceNanos != -1 && nowNanos - sinceNanos >= SECOND_NANOS / 2) {
      long used = system.getProcessCpuTime() - sinceCpuNanos;
      shares.add(used / ((nowNanos - sinceNanos) * processors));
    }
    sinceNanos = -1;
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
