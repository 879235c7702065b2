package dev.broadside.cli;

import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import dev.broadside.report.SummaryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints how a run ended, and turns it into an exit code. */
final class RunResult {
  private final Form form;
  private final Terminal terminal;

  /** What standard output gets. */
  enum Form {
    TEXT,
    JSON,
    /** Nothing: it is one of several runs. */
    NOTHING
  }

  /**
   * How a run ended.
   *
   * @param folder null when nothing could be measured
   */
  record Ending(int exitCode, @Nullable Path folder) {}

  RunResult(Form form, Terminal terminal) {
    this.form = form;
    this.terminal = terminal;
  }

  /**
   * Prints the summary and where the report is, or why there is none.
   *
   * @param signal the signal that interrupted the run, or 0
   * @param lastLogLine what the injector logged last
   */
  Ending print(Injector.End end, int signal, Supplier<String> lastLogLine)
      throws IOException, ReportException {
    Path folder = end.killed() ? keepWhatIsThere(end, signal) : end.folder();
    int code = end.exitCode();
    if (end.killed()) {
      code = folder == null ? ExitCode.NOTHING_MEASURED : ExitCode.INVALID;
    }
    if (folder == null) {
      System.err.println("broadside: " + nothing(end, signal, lastLogLine));
    } else {
      print(folder);
    }
    return new Ending(signal == 0 ? code : ExitCode.SIGNAL + signal, folder);
  }

  private static String nothing(Injector.End end, int signal, Supplier<String> lastLogLine) {
    String sentence = end.sentence();
    if (signal != 0) {
      String interrupted = RunCommand.interruptedBy(signal);
      boolean more = sentence != null && !sentence.equals(interrupted);
      return interrupted
          + " before anything was measured"
          + (more ? " (" + sentence + ")" : "; nothing is left of this run");
    }
    return sentence != null
        ? sentence
        : "the injector ended before anything was measured (exit code "
            + end.exitCode()
            + "; "
            + lastLogLine.get()
            + ")";
  }

  /**
   * The injector was killed: its last summary stands, marked, or nothing is left when it had
   * published nothing.
   */
  private static @Nullable Path keepWhatIsThere(Injector.End end, int signal)
      throws IOException, ReportException {
    Path partial = end.folder();
    if (partial == null) {
      return null;
    }
    RunFolder folder = RunFolder.at(partial);
    RunSummary summary =
        Files.exists(partial.resolve("summary.json")) ? RunReport.load(partial).summary() : null;
    if (summary == null || summary.broadcasts().published() == 0) {
      folder.delete();
      return null;
    }
    String why =
        signal == 0
            ? "the injector ended unexpectedly (exit code " + end.exitCode() + ")"
            : RunCommand.interruptedBy(signal);
    folder.writeSummary(summary.cutShort(why));
    Reports.writeAll(partial);
    return partial;
  }

  private void print(Path folder) throws IOException, ReportException {
    RunSummary summary = RunReport.load(folder).summary();
    if (form == Form.JSON) {
      System.out.println(Files.readString(folder.resolve("summary.json")));
    } else if (form == Form.TEXT) {
      System.out.println();
      System.out.println(
          SummaryText.render(summary, terminal.columns(), terminal.outIsTerminal())
              .stripTrailing());
      System.out.println();
    }
    (form == Form.TEXT ? System.out : System.err)
        .println("Report: " + folder.resolve("report.html"));
    if (RunFolder.isPartial(folder)) {
      System.err.println(
          "broadside: "
              + summary.verdict().reasons().getFirst()
              + "; what was seen until then is kept, and counts for nothing");
    }
    addToJobSummary(folder);
  }

  /** GitHub shows what is appended to this file on the job's page. */
  private static void addToJobSummary(Path folder) throws IOException {
    String file = System.getenv("GITHUB_STEP_SUMMARY");
    if (file == null || file.isEmpty()) {
      return;
    }
    String page = Files.readString(folder.resolve("report.md")) + System.lineSeparator();
    try {
      Files.writeString(Path.of(file), page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // The run is what matters; its exit code does not change for the page's sake.
      System.err.println("broadside: the job's summary could not be written (" + e + ")");
    }
  }
}
