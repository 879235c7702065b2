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
  /** What SQS hands to a function at a time, unless its mapping says more. */
  private static final long BATCH = 10;

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
    CloudView now = answer.get();
    boolean isNothing = earlier != null && !isEmpty(earlier) && isEmpty(now);
    CloudView kept = earlier == null ? now : now.orElse(earlier);
    CloudView view = doubt(kept, summary).map(kept::with).orElse(kept);
    view.notes().forEach(note -> err.println("CloudWatch  " + note));
    if (isNothing || kept != now) {
      err.println("CloudWatch  What it said earlier is kept.");
    }
    if (isNothing) {
      return;
    }
    RunFolder place = RunFolder.at(folder);
    place.writeJson(CloudView.FILE, view);
    CloudView.Outcomes outcomes = view.outcomes();
    // Before all lines have come, their sums would be wrong numbers.
    if (outcomes != null && view.settled() && doubt(kept, summary).isEmpty()) {
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

  /**
   * A handler writes its line when it is done, so that those of the warm-up that were under way
   * when the window began are among the lines. Where a queue is between, a line is of a batch, and
   * their number says nothing.
   */
  private static Optional<String> doubt(CloudView view, RunSummary summary) {
    CloudView.Outcomes outcomes = view.outcomes();
    long published = summary.broadcasts().published();
    if (outcomes == null || !view.settled() || outcomes.broadcasts() == published) {
      return Optional.empty();
    }
    boolean batches =
        outcomes.broadcasts() > published
            && outcomes.connections() <= BATCH * outcomes.broadcasts();
    return batches
        ? Optional.empty()
        : Optional.of(
            "The handlers wrote %d outcome lines in the measured window, in which %d broadcasts were published, so their sums are not of these broadcasts and stay out of the summary: publish more slowly, so that none of the warm-up is under way at its end."
                .formatted(outcomes.broadcasts(), published));
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
