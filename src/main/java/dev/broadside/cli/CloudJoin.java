package dev.broadside.cli;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.CloudWatch;
import dev.broadside.measure.CloudView;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.report.CloudReader;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.report.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins CloudWatch's view into a run's folder: {@code cloudwatch.json}, {@code handler} of {@code
 * summary.json}, the pages. The verdict stays what it was.
 */
final class CloudJoin {
  private final CloudOptions options;
  private final Asked aws;
  private final PrintStream err;

  /** Who answers; nothing without credentials. */
  interface Asked {
    Optional<CloudView> about(CloudView.Source source, CloudWatch.Window window)
        throws InterruptedException;
  }

  CloudJoin(CloudOptions options, Asked aws, PrintStream err) {
    this.options = options;
    this.aws = aws;
    this.err = err;
  }

  static CloudJoin ofAws(CloudOptions options, PrintStream err) {
    return new CloudJoin(
        options,
        (source, window) -> {
          Optional<CloudWatch> found = CloudWatch.of(source.region());
          if (found.isEmpty()) {
            return Optional.empty();
          }
          try (CloudWatch cloudWatch = found.get()) {
            return Optional.of(cloudWatch.ask(source, window));
          }
        },
        err);
  }

  /** After a run: a stage that is not known to be on AWS is passed over, a failure is a line. */
  void afterRun(Path folder) {
    try {
      RunSummary summary = RunReport.load(folder).summary();
      Optional<CloudView.Source> source = options.source(summary.run().target(), null);
      if (source.isPresent()) {
        join(folder, summary, source.get(), null);
      }
    } catch (IOException | ReportException e) {
      err.println("broadside: CloudWatch's view could not be kept (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Because somebody asked: a run that no API is known of is an error. */
  void whenAsked(Path folder)
      throws IOException, ReportException, CloudException, InterruptedException {
    RunReport report = RunReport.load(folder);
    CloudView earlier = CloudReader.read(folder.resolve(CloudView.FILE));
    CloudView.Source source =
        options
            .source(report.summary().run().target(), earlier)
            .orElseThrow(
                () ->
                    new CloudException(
                        folder
                            + " is of a stage whose address names no API of AWS: name it with"
                            + " --aws-api REGION/API/STAGE"));
    join(folder, report.summary(), source, earlier);
  }

  private void join(
      Path folder, RunSummary summary, CloudView.Source source, @Nullable CloudView earlier)
      throws IOException, ReportException, InterruptedException {
    Optional<CloudView> answer = aws.about(source, window(summary));
    if (answer.isEmpty()) {
      err.println("No AWS credentials were found, so CloudWatch was not asked.");
      return;
    }
    CloudView view = answer.get();
    view.notes().forEach(note -> err.println("CloudWatch  " + note));
    if (earlier != null && !isEmpty(earlier) && isEmpty(view)) {
      err.println("CloudWatch  What it said earlier is kept.");
      return;
    }
    RunFolder place = RunFolder.at(folder);
    place.writeJson(CloudView.FILE, view);
    CloudView.Outcomes outcomes = view.outcomes();
    // Before all lines have come, their sums would be wrong numbers.
    if (outcomes != null && view.settled()) {
      place.writeSummary(summary.withHandler(outcomes.handler()));
    }
    Reports.writeAll(folder);
    if (!view.settled()) {
      err.println(
          "CloudWatch  has not all of these minutes yet: in "
              + CloudWatch.SETTLES_WITHIN.toMinutes()
              + " minutes, ask again with ./broadside report "
              + folder
              + " --cloudwatch");
    }
  }

  private static boolean isEmpty(CloudView view) {
    return view.metrics().isEmpty() && view.outcomes() == null;
  }

  private static CloudWatch.Window window(RunSummary summary) {
    Instant from = Instant.parse(summary.run().startedAt());
    String finished = summary.run().finishedAt();
    Object measured = summary.environment().get("measuredFromEpochMicros");
    return new CloudWatch.Window(
        from,
        finished == null ? from : Instant.parse(finished),
        measured instanceof Number micros
            ? Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS)
            : null);
  }
}
