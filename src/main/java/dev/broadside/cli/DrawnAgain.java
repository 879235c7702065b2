package dev.broadside.cli;

import dev.broadside.capacity.CapacityMarkdown;
import dev.broadside.capacity.CapacityPage;
import dev.broadside.capacity.CapacityReport;
import dev.broadside.capacity.CapacityReports;
import dev.broadside.gate.GateFormat;
import dev.broadside.gate.GateReport;
import dev.broadside.report.RecordReader;
import dev.broadside.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pages of another command than run, drawn again from its folder.
 *
 * @param text for a terminal, {@code data} for a program
 */
record DrawnAgain(Path page, String text, String data) {
  private static final String GATE = "gate.json";

  /** Whether a folder is of another command. */
  static boolean isOf(Path folder) {
    return has(folder, CapacityReports.FILE)
        || has(folder, GATE)
        || has(folder, "search.json")
        || has(folder, "tuning.json")
        || has(folder, "bench.json");
  }

  private static boolean has(Path folder, String file) {
    return Files.exists(folder.resolve(file));
  }

  /** Draws them, replacing those that are there. */
  static DrawnAgain in(Path folder) throws ReportException, IOException {
    if (has(folder, CapacityReports.FILE)) {
      return capacity(folder);
    }
    if (has(folder, GATE)) {
      return gate(folder);
    }
    throw new ReportException(
        has(folder, "search.json")
            ? folder
                + " is of a search without an answer yet: the same ./broadside capacity goes on with it."
            : folder
                + " does not hold all that its page is drawn from: report draws folders of run, capacity and gate.");
  }

  private static DrawnAgain capacity(Path folder) throws ReportException, IOException {
    CapacityReport report = CapacityReports.read(folder);
    DrawnAgain drawn =
        new DrawnAgain(
            folder.resolve("report.html"),
            CapacityMarkdown.render(report),
            CapacityReports.json(report));
    Files.writeString(folder.resolve("report.md"), drawn.text);
    Files.writeString(drawn.page, CapacityPage.render(report));
    return drawn;
  }

  private static DrawnAgain gate(Path folder) throws ReportException, IOException {
    GateReport report =
        RecordReader.read(folder.resolve(GATE), GateReport.SCHEMA, GateReport.class);
    DrawnAgain drawn =
        new DrawnAgain(
            folder.resolve("gate.html"),
            GateFormat.markdown().render(report),
            GateFormat.json().render(report));
    Files.writeString(folder.resolve("gate.md"), drawn.text);
    Files.writeString(drawn.page, GatePage.html(report));
    return drawn;
  }
}
