package dev.broadside.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** The reports in a run folder. */
public final class Reports {
  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "report.html", new HtmlReport(),
          "report.md", new MarkdownReport(),
          "junit.xml", new JunitReport());

  private Reports() {}

  /** Writes report.html, report.md and junit.xml into a run folder, replacing those there. */
  public static void writeAll(Path folder) throws ReportException {
    RunReport report = RunReport.load(folder);
    Map<String, String> files = new TreeMap<>();
    FORMATS.forEach((name, format) -> files.put(name, format.render(report)));
    for (Map.Entry<String, String> file : files.entrySet()) {
      replace(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** A reader sees the old file or the new one, never half of one. */
  private static void replace(Path file, String content) throws ReportException {
    Path fresh =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      try {
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new ReportException(
          file + " cannot be written (" + e.getMessage() + "): check the folder and its disk.", e);
    }
  }
}
