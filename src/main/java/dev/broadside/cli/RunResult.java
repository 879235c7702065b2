package dev.broadside.cli;

import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.RunSummary.Status;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import dev.broadside.report.SummaryText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints how a run ended, and turns it into an exit code. */
final class RunResult {
  private final boolean json;
  private final Terminal terminal;

  RunResult(boolean json, Terminal terminal) {
    this.json = json;
    this.terminal = terminal;
  }

  /**
   * Prints the summary and where the report is.
   *
   * @param signal the signal that interrupted the run, or 0
   * @param log what the injector logged
   */
  int print(Injector.End end, int signal, Path log) throws IOException, ReportException {
    Path folder = end.folder();
    int code = end.exitCode();
    if (end.killed()) {
      folder = folder == null ? null : keepWhatIsThere(folder, code);
      code = folder == null ? ExitCode.NOTHING_MEASURED : ExitCode.INVALID;
    }
    if (folder == null) {
      System.err.println("broadside: " + sentence(end, log));
    } else {
      print(folder);
    }
    return signal == 0 ? code : ExitCode.SIGNAL + signal;
  }

  private static String sentence(Injector.End end, Path log) throws IOException {
    String sentence = end.sentence();
    if (sentence != null) {
      return sentence;
    }
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    String last = lines.isEmpty() ? "it logged nothing" : lines.get(lines.size() - 1);
    return "the injector ended before anything was measured (exit code "
        + end.exitCode()
        + "; "
        + last
        + ")";
  }

  /**
   * The injector was killed: its last summary stands, marked, or nothing is left when it had none.
   */
  private static @Nullable Path keepWhatIsThere(Path partial, int code)
      throws IOException, ReportException {
    if (!Files.exists(partial.resolve("summary.json"))) {
      return null;
    }
    RunSummary summary = RunReport.load(partial).summary();
    List<String> reasons = new ArrayList<>();
    reasons.add("the injector ended unexpectedly (exit code " + code + ")");
    reasons.addAll(summary.verdict().reasons());
    RunFolder.at(partial)
        .writeSummary(summary.withVerdict(new RunSummary.Verdict(Status.INVALID, reasons)));
    Reports.writeAll(partial);
    return summary.broadcasts().published() == 0 ? null : partial;
  }

  private void print(Path folder) throws IOException, ReportException {
    RunSummary summary = RunReport.load(folder).summary();
    if (json) {
      System.out.println(Files.readString(folder.resolve("summary.json")));
    } else {
      System.out.println();
      System.out.println(
          SummaryText.render(summary, terminal.columns(), terminal.outIsTerminal())
              .stripTrailing());
      System.out.println();
    }
    (json ? System.err : System.out).println("Report: " + folder.resolve("report.html"));
    addToJobSummary(folder);
  }

  /** GitHub shows what is appended to this file on the job's page. */
  private static void addToJobSummary(Path folder) throws IOException {
    String file = System.getenv("GITHUB_STEP_SUMMARY");
    if (file != null && !file.isEmpty()) {
      Files.writeString(
          Path.of(file),
          Files.readString(folder.resolve("report.md")) + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
