package dev.broadside.cli;

import dev.broadside.load.Parameters;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.ShardsView;
import dev.broadside.measure.Validity;
import dev.broadside.report.ReportException;
import dev.broadside.report.Reports;
import dev.broadside.scale.Roster;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.merge.IntervalLogs;
import dev.broadside.scale.merge.Merge;
import dev.broadside.scale.merge.MergeException;
import dev.broadside.scale.merge.Merged;
import dev.broadside.scale.merge.MergedFolder;
import dev.broadside.scale.merge.Plan;
import dev.broadside.scale.merge.ShardResult;
import dev.broadside.scenario.Scenario;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one run folder of what the injectors of a run left in the table. */
final class Gathering {
  private final Scenario scenario;
  private final String id;
  private final InjectorOptions options;

  /** What a local stage says when all is over. */
  record StageFacts(RunSummary.Handler counted, Map<String, Object> memory) {}

  Gathering(Scenario scenario, String id, InjectorOptions options) {
    this.scenario = scenario;
    this.id = id;
    this.options = options;
  }

  /** Takes the results, merges them and draws the report. */
  Injector.End of(Roster roster, RunFolder folder, SharedRun.Outcome outcome)
      throws ScaleException, IOException, ReportException {
    try {
      List<ShardResult> results = results(roster);
      if (results.isEmpty()) {
        String why = nothing(roster.standing(), outcome);
        folder.delete();
        return new Injector.End(ExitCode.NOTHING_MEASURED, why, null);
      }
      Merged merged = told(Merge.of(plan(), results), outcome);
      String unread =
          MergedFolder.write(folder, merged, logs(folder.path().resolve("shards"), results));
      if (unread != null) {
        System.err.println("broadside: " + unread + " All deliveries are in one interval instead.");
      }
      return finish(folder, merged, outcome);
    } catch (MergeException e) {
      String why = e.getMessage() + " What its injectors wrote is in " + folder.path();
      return new Injector.End(ExitCode.NOTHING_MEASURED, why, null);
    }
  }

  private Plan plan() {
    return new Plan(
        id,
        options.count(),
        options.quorum() == options.count() ? null : options.quorum(),
        scenario.slo(),
        Validity.delayLimitNanos(scenario),
        Parameters.of(scenario));
  }

  private List<ShardResult> results(Roster roster) throws ScaleException, MergeException {
    List<ShardResult> results = new ArrayList<>();
    for (int shard = 0; shard < options.count(); shard++) {
      byte[] bytes = roster.result(shard);
      if (bytes != null) {
        results.add(ShardResult.decode(bytes));
      }
    }
    return results;
  }

  /** Why there is no result: the first who said anything, or how the first of them ended. */
  private static String nothing(Roster.Standing standing, SharedRun.Outcome outcome) {
    String stopped = outcome.stopped();
    if (stopped != null) {
      return stopped;
    }
    for (Roster.Member member : standing.members().values()) {
      if (!member.sentence().isEmpty()) {
        return "injector %d: %s".formatted(member.shard(), member.sentence());
      }
    }
    for (Map.Entry<Integer, String> gone : outcome.gone().entrySet()) {
      return "injector %d ended before anything was measured: %s"
          .formatted(gone.getKey(), gone.getValue());
    }
    return "no injector left a result";
  }

  /** With what the stage knows, and why it was stopped where it was. */
  private static Merged told(Merged merged, SharedRun.Outcome outcome) {
    RunSummary summary = merged.summary();
    StageFacts stage = outcome.stage();
    if (stage != null) {
      Map<String, @Nullable Object> environment = new TreeMap<>(summary.environment());
      environment.put("stage", stage.memory());
      summary = summary.withHandler(stage.counted()).withEnvironment(environment);
    }
    String stopped = outcome.stopped();
    return new Merged(
        stopped == null ? summary : summary.cutShort(stopped),
        merged.shards(),
        merged.delivery(),
        merged.completions());
  }

  private static Injector.End finish(RunFolder folder, Merged merged, SharedRun.Outcome outcome)
      throws IOException, ReportException {
    Reports.writeAll(folder.path());
    tell(merged.shards(), outcome);
    Path kept = outcome.stopped() == null ? folder.finish() : folder.path();
    RunSummary.Verdict verdict = merged.summary().verdict();
    return new Injector.End(exitCode(verdict), sentence(verdict), kept);
  }

  /** The interval logs of those who reported, by the clock of all. */
  private static List<IntervalLogs.Log> logs(Path shards, List<ShardResult> results)
      throws IOException {
    List<IntervalLogs.Log> logs = new ArrayList<>();
    if (!Files.isDirectory(shards)) {
      // They are where the injectors were.
      return logs;
    }
    for (ShardResult result : results) {
      try (DirectoryStream<Path> folders =
          Files.newDirectoryStream(shards, "shard-" + result.shard() + "-*")) {
        for (Path folder : folders) {
          logs.add(
              new IntervalLogs.Log(folder.resolve("delivery.hlog"), result.clock().aheadMillis()));
        }
      }
    }
    return logs;
  }

  private static void tell(ShardsView view, SharedRun.Outcome outcome) {
    System.err.print(ShardsText.of(view));
    for (int missing : view.missing()) {
      String end = outcome.gone().getOrDefault(missing, "nothing is known of its end");
      System.err.println("injector " + missing + " left no result: " + end);
    }
  }

  private static int exitCode(RunSummary.Verdict verdict) {
    return switch (verdict.status()) {
      case PASS -> ExitCode.PASS;
      case FAIL -> ExitCode.FAIL;
      case INVALID -> ExitCode.INVALID;
    };
  }

  private static String sentence(RunSummary.Verdict verdict) {
    return "Verdict: " + verdict.status() + " " + String.join("; ", verdict.reasons());
  }
}
