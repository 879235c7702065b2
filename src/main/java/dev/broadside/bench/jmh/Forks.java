package dev.broadside.bench.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JVMs that JMH has started from this one. */
public final class Forks {
  private static final String MAIN = "org.openjdk.jmh.runner.ForkedMain";

  private Forks() {}

  /**
   * Ends them. A fork notices that its parent is gone only between two iterations, and one whose
   * stub is gone too tries its posts again and again. Our own children see their standard input
   * end.
   */
  public static void end() {
    ProcessHandle.current()
        .descendants()
        .filter(each -> commandLine(each).contains(MAIN))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** From the system: Java's own account of a process leaves out what is longer than a page. */
  private static String commandLine(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
