package dev.broadside.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a stage, in bytes.
 *
 * @param live what a full collection leaves
 * @param resident what the kernel has given; it also grows with code that is compiled and with heap
 *     that is touched for the first time, and hardly ever shrinks
 */
record MemoryInUse(long live, long resident) {

  /** For each connection that was added since {@code before}. */
  MemoryInUse perConnection(MemoryInUse before, int added) {
    return new MemoryInUse((live - before.live) / added, (resident - before.resident) / added);
  }

  static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
