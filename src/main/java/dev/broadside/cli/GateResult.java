package dev.broadside.cli;

import dev.broadside.gate.GateFormat;
import dev.broadside.gate.GateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Prints what the gate found, and writes it where CI looks for it. */
final class GateResult {
  private final boolean json;
  private final Path folder;

  /**
   * A printer.
   *
   * @param folder where {@code gate.html}, {@code gate.json}, {@code gate.md} and {@code junit.xml}
   *     go
   */
  GateResult(boolean json, Path folder) {
    this.json = json;
    this.folder = folder;
  }

  /** Removes what an earlier gate wrote: if this one fails, nobody shall read that for it. */
  void removeOld() throws IOException {
    for (String name :
        new String[] {"gate.html", "gate.md", "gate.json", "junit.xml", "history.md"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  void print(GateReport report) throws IOException {
    String page = GateFormat.markdown().render(report);
    String data = GateFormat.json().render(report);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("gate.md"), page);
    Files.writeString(folder.resolve("gate.json"), data);
    Files.writeString(folder.resolve("junit.xml"), GateFormat.junit().render(report));
    Files.writeString(folder.resolve("gate.html"), GatePage.html(report));
    System.out.print(json ? data : page);
    System.err.println("Report: " + folder.resolve("gate.html"));
    if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
      System.err.print(GateFormat.annotations().render(report));
    }
    addToJobSummary(page);
  }

  /** What the history says comes after the verdict, and does not change it. */
  void printHistory(String page) throws IOException {
    Files.writeString(folder.resolve("history.md"), page);
    if (!json) {
      System.out.print("\n" + page);
    }
    addToJobSummary(page);
  }

  /** GitHub shows what is appended to this file on the job's page. */
  private static void addToJobSummary(String page) {
    String file = System.getenv("GITHUB_STEP_SUMMARY");
    if (file == null || file.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          Path.of(file), page + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // The verdict is what matters; its exit code does not change for the page's sake.
      System.err.println("broadside: the job's summary could not be written (" + e + ")");
    }
  }
}
