package dev.broadside.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The reports in a run folder. */
public final class Reports {
  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "report.html", new HtmlReport(),
          "report.md", new MarkdownReport(),
          "junit.xml", new JunitReport());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

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

  /**
   * Writes a page of several runs, the first being the base, into a new folder beside the first.
   *
   * @return the page
   */
  public static Path compare(List<Path> folders, Instant now) throws ReportException {
    Map<String, RunReport> reports = new LinkedHashMap<>();
    for (Path folder : folders) {
      reports.put(
          String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
          RunReport.load(folder));
    }
    if (reports.size() < folders.size()) {
      throw new ReportException("Two of the folders have the same name: name each run once.");
    }
    Path beside =
        folders
            .getFirst()
            .toAbsolutePath()
            .normalize()
            .resolveSibling("comparison-" + TIME.format(now));
    try {
      Files.createDirectories(beside);
    } catch (IOException e) {
      throw new ReportException(
          beside + " cannot be made (" + e.getMessage() + "): check the folder and its disk.", e);
    }
    Path page = beside.resolve("report.html");
    replace(page, ComparisonPage.render(reports));
    return page;
  }

  /**
   * Writes {@code index.html} into a folder of reports.
   *
   * @return the page
   */
  public static Path index(Path reports) throws ReportException {
    Path page = reports.resolve("index.html");
    replace(page, IndexPage.render(reports));
    return page;
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
