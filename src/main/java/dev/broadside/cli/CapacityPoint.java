package dev.broadside.cli;

import dev.broadside.capacity.Goal;
import dev.broadside.capacity.Outcome;
import dev.broadside.capacity.PointReader;
import dev.broadside.capacity.PointReader.Reading;
import dev.broadside.measure.RunFolder;
import dev.broadside.process.ProcessException;
import dev.broadside.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures one point of a search: an injector of its own, watched for a backlog. */
final class CapacityPoint {
  private static final long LOOK_SECONDS = 5;
  private static final String GROWING = "the backlog grows";

  private final Path scenario;
  private final Path points;
  private final Goal goal;
  private final Injector injector;
  private final LiveLine live;
  private final Path log;
  private final Set<Path> before;
  private volatile boolean ranAway;
  private volatile boolean interrupted;

  /**
   * What came of it.
   *
   * @param folder of its run, {@code null} when it left none
   */
  record Measured(Reading reading, @Nullable Path folder) {}

  CapacityPoint(Path scenario, Path points, Goal goal, LiveLine live) throws IOException {
    this.scenario = scenario;
    this.points = points;
    this.goal = goal;
    this.before = folders();
    this.live = live;
    this.log = Files.createTempFile(points, ".injector", ".log");
    this.injector = new Injector(live, log);
  }

  private Set<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(points)) {
      return all.filter(Files::isDirectory).collect(Collectors.toSet());
    }
  }

  /** Stops it; it counts for nothing. */
  void interrupt(String why) {
    interrupted = true;
    injector.stop(why);
  }

  /** Measures; empty when it was interrupted. */
  Optional<Measured> measure(List<String> overrides, double perSecond)
      throws ProcessException, IOException, ReportException {
    try (ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backlog").factory())) {
      injector.start(scenario, points, overrides);
      watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
      Injector.End end = injector.await();
      watch.shutdownNow();
      live.end();
      return interrupted ? Optional.empty() : Optional.of(read(end, perSecond));
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private void look() {
    try {
      for (Path folder : folders()) {
        if (!before.contains(folder)
            && RunFolder.isPartial(folder)
            && PointReader.runsAway(folder, goal)) {
          ranAway = true;
          injector.stop(GROWING);
        }
      }
    } catch (IOException e) {
      // It is being moved: it is over.
      System.getLogger(CapacityPoint.class.getName())
          .log(System.Logger.Level.DEBUG, "the point cannot be watched", e);
    }
  }

  private Measured read(Injector.End end, double perSecond) throws ReportException {
    Path folder = end.folder();
    if (folder == null || end.killed()) {
      String why = end.sentence();
      return new Measured(
          new Reading(
              new Outcome.Refused(
                  why != null ? why : "the injector ended unexpectedly: " + injector.lastLogLine()),
              null),
          null);
    }
    return new Measured(
        PointReader.read(folder, goal, perSecond, ranAway && RunFolder.isPartial(folder)), folder);
  }
}
