package dev.broadside.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's numbers depend on beside the code: machine, kernel and JVM. */
public final class Environment {
  private Environment() {}

  /** The environment of this process; what cannot be found out is {@code null}. */
  public static Map<String, @Nullable Object> current() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    facts.put("broadside", Version.current());
    facts.put("os", System.getProperty("os.name"));
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("arch", System.getProperty("os.arch"));
    facts.put("cpuModel", procValue("/proc/cpuinfo", "model name"));
    facts.put("processors", runtime.availableProcessors());
    facts.put("memoryMiB", system.getTotalMemorySize() >> 20);
    facts.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    facts.put("heapMaxMiB", runtime.maxMemory() >> 20);
    facts.put(
        "collectors",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(collector -> collector.getName())
            .toList());
    return facts;
  }

  /**
   * This process's resident memory and its peak, in MiB; {@code null} where the system does not
   * say.
   */
  public static Map<String, @Nullable Object> memory() {
    Map<String, @Nullable Object> memory = new LinkedHashMap<>();
    memory.put("residentMiB", residentMiB(ProcessHandle.current().pid(), "VmRSS"));
    memory.put("peakResidentMiB", residentMiB(ProcessHandle.current().pid(), "VmHWM"));
    return memory;
  }

  /** A process's resident memory ({@code VmRSS}) or its peak ({@code VmHWM}). */
  public static @Nullable Long residentMiB(long pid, String field) {
    String value = procValue("/proc/" + pid + "/status", field);
    if (value == null) {
      return null;
    }
    return Long.parseLong(value.replace(" kB", "").strip()) / 1024;
  }

  private static @Nullable String procValue(String file, String field) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
      for (String line : lines) {
        if (line.startsWith(field)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
