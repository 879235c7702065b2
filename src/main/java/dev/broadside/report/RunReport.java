package dev.broadside.report;

import dev.broadside.measure.CloudView;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import dev.broadside.scenario.Slo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A run folder, read: all that a report is drawn from.
 *
 * @param delivery nanoseconds from the intended time to each delivery
 * @param last nanoseconds from the intended time to the last receiver of each complete broadcast
 * @param limits the latencies that the scenario allows, for the plot; the verdict is the summary's
 * @param cloud what CloudWatch said, {@code null} where nobody asked
 * @param shards of a run of several injectors, {@code null} of one
 */
public record RunReport(
    RunSummary summary,
    Histogram delivery,
    Histogram last,
    List<Slo.Limit> limits,
    @Nullable CloudView cloud,
    @Nullable ShardsView shards) {

  /** A run that CloudWatch was not asked about. */
  public RunReport(RunSummary summary, Histogram delivery, Histogram last, List<Slo.Limit> limits) {
    this(summary, delivery, last, limits, null, null);
  }

  /**
   * Reads a finished or a {@code .partial} folder. Histogram logs that are missing or broken off
   * leave their part of the report empty; without a whole {@code summary.json} there is none.
   */
  public static RunReport load(Path folder) throws ReportException {
    if (!Files.isDirectory(folder)) {
      throw new ReportException(
          "There is no run folder " + folder + ": give one of the folders under reports/.");
    }
    return new RunReport(
        SummaryReader.read(folder.resolve("summary.json")),
        HistogramLog.merged(folder.resolve("delivery.hlog")),
        HistogramLog.merged(folder.resolve("last.hlog")),
        ScenarioLimits.read(folder.resolve("scenario.yaml")),
        CloudReader.read(folder.resolve(CloudView.FILE)),
        ShardsReader.read(folder.resolve(ShardsView.FILE)));
  }
}
