package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sweep found: its runs, their table and its exit code. */
final class SweepResult {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From bad to good: what was not measured tells less than what cannot be trusted. */
  private static final List<Integer> WORST_FIRST =
      List.of(ExitCode.NOTHING_MEASURED, ExitCode.INVALID, ExitCode.FAIL, ExitCode.PASS);

  private final SweepTable table = new SweepTable();
  private final ArrayNode summaries = JSON.createArrayNode();
  private final List<Path> folders = new ArrayList<>();
  private int exitCode = ExitCode.PASS;

  /**
   * Adds a run.
   *
   * @param folder where its summary is; null when nothing could be measured
   */
  void add(String name, int code, @Nullable Path folder) throws IOException, ReportException {
    exitCode = worse(exitCode, code);
    if (folder == null) {
      table.add(name, null);
      summaries.addNull();
    } else {
      folders.add(folder);
      table.add(name, RunReport.load(folder).summary());
      summaries.add(JSON.readTree(folder.resolve("summary.json").toFile()));
    }
  }

  /** What a run's exit code means. */
  static String word(int code) {
    return switch (code) {
      case ExitCode.PASS -> "PASS";
      case ExitCode.FAIL -> "FAIL";
      case ExitCode.INVALID -> "INVALID";
      case ExitCode.NOTHING_MEASURED -> "nothing was measured";
      default -> "interrupted";
    };
  }

  /** The worse one of two exit codes; a signal's is the worst. */
  static int worse(int one, int other) {
    if (one > ExitCode.SIGNAL || other > ExitCode.SIGNAL) {
      return Math.max(one, other);
    }
    return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
  }

  /** The runs on one page; {@code null} where there are not two of them. */
  @Nullable Path page(Instant now) throws ReportException {
    return folders.size() < 2 ? null : Reports.compare(folders, now);
  }

  int exitCode() {
    return exitCode;
  }

  String table() {
    return table.toString();
  }

  /** The summaries in the order of the runs, {@code null} for one that measured nothing. */
  String json() {
    return summaries.toPrettyString();
  }
}
