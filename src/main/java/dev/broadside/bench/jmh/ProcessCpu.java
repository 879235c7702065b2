package dev.broadside.bench.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this process: all threads, the compiler's and the collector's too. */
final class ProcessCpu {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ProcessCpu() {}

  /** In microseconds, since it started. */
  static double micros() {
    return SYSTEM.getProcessCpuTime() / 1e3;
  }
}
