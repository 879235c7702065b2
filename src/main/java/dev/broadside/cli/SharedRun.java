package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.kube.KubeException;
import dev.broadside.load.CommonStage;
import dev.broadside.load.LoadException;
import dev.broadside.load.Preflight;
import dev.broadside.measure.Anchor;
import dev.broadside.measure.Environment;
import dev.broadside.measure.RunFolder;
import dev.broadside.process.ProcessException;
import dev.broadside.report.ReportException;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.Roster;
import dev.broadside.scale.ScaleException;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run on several injectors, of this machine or of others: starts what they need and them, watches
 * them, and makes one run folder of what they leave.
 */
final class SharedRun {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration BARRIER_TIMEOUT = Duration.ofMinutes(5);

  /** Who was told to stop and hangs is ended then. */
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(2);

  private final Scenario scenario;
  private final InjectorOptions options;
  private final LiveLine live;
  private final Anchor anchor = Anchor.now();
  private final String id;
  private @Nullable Roster roster;
  private @Nullable String stopped;
  private long stoppedNanos;

  SharedRun(Scenario scenario, InjectorOptions options, LiveLine live) {
    this.scenario = scenario;
    this.options = options;
    this.id = options.newRun();
    this.live = live;
  }

  /** Runs it to its end. */
  Injector.End run(Path reports)
      throws ProcessException, ScaleException, LoadException, ReportException, IOException {
    if (!options.areElsewhere()) {
      Preflight.check(scenario, Preflight.Machine.current());
    }
    RunFolder folder = RunFolder.create(reports, scenario.name(), Instant.now());
    Files.writeString(folder.path().resolve("scenario.yaml"), ScenarioWriter.toYaml(scenario));
    folder.writeJson("environment.json", Environment.current());
    live.show(ShardProgress.phase(scenario.isLocal() ? "stage" : "connecting"));
    RemoteInjectors remote = new RemoteInjectors(scenario, options, id, BARRIER_TIMEOUT);
    try (Backstage backstage =
            options.areElsewhere()
                ? remote.backstage(folder)
                : Backstage.start(scenario, folder, this::stop);
        Roster heard = new Roster(backstage.table(), id)) {
      adopt(heard);
      Outcome outcome =
          options.areElsewhere() ? attend(remote, heard, folder) : meet(backstage, heard, folder);
      live.show(ShardProgress.phase("reporting"));
      Gathering gathering = new Gathering(scenario, id, options);
      return gathering.of(heard, folder, outcome);
    } catch (KubeException e) {
      folder.delete();
      return new Injector.End(ExitCode.NOTHING_MEASURED, e.getMessage(), null);
    } catch (LoadException | ProcessException e) {
      String why = stopped();
      return new Injector.End(
          ExitCode.NOTHING_MEASURED,
          (why == null ? e.getMessage() : why) + "; its logs are in " + folder.logs(),
          null);
    }
  }

  /**
   * How the injectors ended.
   *
   * @param gone how each ended that is gone
   * @param stopped why all were; {@code null} when they went to their end
   */
  record Outcome(
      Map<Integer, String> gone, @Nullable String stopped, Gathering.@Nullable StageFacts stage) {}

  private Outcome meet(Backstage backstage, Roster heard, RunFolder folder)
      throws ProcessException, ScaleException {
    CommonStage stage = backstage.stage();
    Path own = folder.path().toAbsolutePath().resolve("shards");
    InjectorVariables variables =
        new InjectorVariables(
            id,
            options.count(),
            null,
            backstage.table(),
            backstage.scenario(),
            stage == null ? null : stage.webSocketUrl(),
            options.quorum(),
            BARRIER_TIMEOUT,
            own,
            anchor);
    try (Injectors injectors = LocalInjectors.start(variables, folder.logs().toAbsolutePath())) {
      watch(injectors, heard, stage);
      Gathering.StageFacts facts =
          stage == null ? null : new Gathering.StageFacts(stage.end(this::stop), stage.memory());
      return new Outcome(new TreeMap<>(injectors.gone()), stopped(), facts);
    }
  }

  private Outcome attend(RemoteInjectors remote, Roster heard, RunFolder folder)
      throws KubeException, ScaleException {
    try (Injectors injectors = remote.start(folder.logs())) {
      watch(injectors, heard, null);
      return new Outcome(new TreeMap<>(injectors.gone()), stopped(), null);
    }
  }

  private void watch(Injectors injectors, Roster heard, @Nullable CommonStage stage)
      throws ScaleException {
    boolean begun = false;
    while (true) {
      // Asked before the table is, so that their last words are in it.
      boolean over = injectors.areOver();
      Roster.Standing standing = heard.standing();
      live.show(progress(standing));
      injectors.saw(standing);
      Long startAt = standing.startAtMicros();
      if (startAt != null && !begun && stage != null) {
        stage.begin(startAt, anchor, this::stop);
      }
      begun |= startAt != null;
      if (!begun) {
        stopWhereOneIsMissing(injectors, standing);
      }
      if (!injectors.distrust().isEmpty()) {
        stop(injectors.distrust());
      }
      if (stopped() != null) {
        injectors.stopped();
      }
      if (over || hangs() || !rest()) {
        return;
      }
    }
  }

  private JsonNode progress(Roster.Standing standing) {
    Map<Integer, String> each =
        standing.members().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().progress()));
    return ShardProgress.of(each.values(), options.count(), scenario.audience().connections());
  }

  /** Nobody waits for who is gone, unless so many may be missing. */
  private void stopWhereOneIsMissing(Injectors injectors, Roster.Standing standing) {
    Map<Integer, String> gone = injectors.gone();
    if (gone.size() > options.count() - options.quorum() && stopped() == null) {
      Map.Entry<Integer, String> first = gone.entrySet().iterator().next();
      Roster.Member said = standing.members().get(first.getKey());
      stop(
          "injector %d ended before the run began: %s"
              .formatted(
                  first.getKey(),
                  said == null || said.sentence().isEmpty() ? first.getValue() : said.sentence()));
    }
  }

  private static boolean rest() {
    try {
      Thread.sleep(LOOK_EVERY);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized void adopt(Roster heard) {
    roster = heard;
    if (stopped != null) {
      abort(heard, stopped);
    }
  }

  private synchronized boolean hangs() {
    return stopped != null && System.nanoTime() - stoppedNanos > STOPS_WITHIN.toNanos();
  }

  private synchronized @Nullable String stopped() {
    return stopped;
  }

  /** Stops all injectors, who keep what they measured. */
  synchronized void stop(String why) {
    if (stopped != null) {
      return;
    }
    stopped = why;
    stoppedNanos = System.nanoTime();
    if (roster != null) {
      abort(roster, why);
    }
  }

  private static void abort(Roster roster, String why) {
    try {
      roster.abort(why);
    } catch (ScaleException e) {
      System.err.println("broadside: " + e.getMessage());
    }
  }
}
