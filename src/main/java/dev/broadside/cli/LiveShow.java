package dev.broadside.cli;

import dev.broadside.capacity.CapacityPage;
import dev.broadside.capacity.CapacityReport;
import dev.broadside.cli.live.LiveBoard;
import dev.broadside.cli.live.LiveServer;
import dev.broadside.measure.RunSummary;
import dev.broadside.report.LiveView.Tone;
import dev.broadside.report.ReportException;
import dev.broadside.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command that is followed while it goes, on the terminal and, where one is asked for, on a live
 * page.
 *
 * @param draws whether the terminal may be drawn over
 */
record LiveShow(
    Terminal terminal, boolean draws, @Nullable LiveBoard board, @Nullable LiveServer server)
    implements AutoCloseable {

  /** What one run or point is told to. */
  LiveLine line() {
    return new LiveLine(System.err, terminal, draws, board);
  }

  /** One of several begins. */
  void begin(String what) {
    if (board != null) {
      board.begin(what);
    }
  }

  /** It is over. */
  void done(String name, String outcome) {
    if (board != null) {
      board.done(name, outcome);
    }
  }

  /** Shows the verdict of a run, or of one of several. */
  void ended(RunResult.Ending ending) {
    Path folder = ending.folder();
    if (board == null || folder == null) {
      return;
    }
    try {
      RunSummary.Verdict verdict = RunReport.load(folder).summary().verdict();
      Tone tone =
          switch (verdict.status()) {
            case PASS -> Tone.PASS;
            case FAIL -> Tone.FAIL;
            case INVALID -> Tone.INVALID;
          };
      finish(tone, verdict.status().name(), folder.resolve("report.html"), verdict.reasons());
    } catch (ReportException e) {
      board.finish(Tone.INVALID, "ENDED", String.valueOf(e.getMessage()), List.of());
    }
  }

  /** Shows the answer of a search. */
  void ended(CapacityReport report, Path page) {
    List<String> sentences = new ArrayList<>();
    sentences.add(report.answer().sentence());
    sentences.addAll(report.answer().reasons());
    Tone tone = Tone.valueOf(CapacityPage.tone(report).toUpperCase(Locale.ROOT));
    finish(tone, CapacityPage.stamp(report), page, sentences);
  }

  /** The last that is shown. */
  void finish(Tone tone, String stamp, Path report, List<String> reasons) {
    if (board != null) {
      String where = "The report is in " + report.toAbsolutePath().normalize();
      board.finish(tone, stamp, where, reasons);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
