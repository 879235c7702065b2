package dev.broadside.load;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The run of this JVM, found by the simulation that Gatling creates: the one that {@link
 * InjectorMain} prepared, or, under {@code mvn gatling:test}, one that is prepared now from system
 * properties and finished when Gatling's own report is written and the JVM ends.
 */
final class InjectorRun {
  private static final long STOP_SECONDS = 10;

  private static @Nullable InjectorRun current;

  private final Run run;
  private final boolean endsJvm;

  private InjectorRun(Run run, boolean endsJvm) {
    this.run = run;
    this.endsJvm = endsJvm;
  }

  /** Makes {@code run}, after which this JVM is halted, its only one. */
  static synchronized void set(Run run) {
    current = new InjectorRun(run, true);
  }

  /** This JVM's run. */
  static synchronized InjectorRun current() {
    InjectorRun known = current;
    if (known == null) {
      known = forMaven();
      current = known;
    }
    return known;
  }

  Run run() {
    return run;
  }

  /**
   * Lets Gatling draw its report. That of a run that was cut short would look like a result, and be
   * drawn into a folder that is being finished: there Gatling waits until its JVM is halted.
   */
  void beforeReport() {
    boolean whole = run.isWhole();
    if (endsJvm && !whole) {
      new CompletableFuture<Void>().join();
    }
  }

  private static InjectorRun forMaven() {
    String file = scenarioFile(System::getProperty);
    String set = System.getProperty("broadside.set", "");
    Path reports = Path.of(System.getProperty("broadside.reports", "reports"));
    try {
      Scenario scenario =
          new ScenarioReader(System::getenv)
              .read(Path.of(file), set.isEmpty() ? List.of() : List.of(set.split(",", -1)));
      Run run = Run.prepare(scenario, reports, progress -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(run), "finish"));
      return started(run);
    } catch (ScenarioException | LoadException e) {
      System.err.println("broadside: " + e.getMessage());
      throw ended(e);
    }
  }

  /** As Broadside's other properties are called, or as short as Gatling's users write it. */
  static String scenarioFile(Function<String, @Nullable String> property) {
    return Stream.of("broadside.scenario", "scenario")
        .map(property)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("scenarios/quickstart.yaml");
  }

  private static InjectorRun started(Run run) {
    try {
      run.startStage();
      return new InjectorRun(run, false);
    } catch (LoadException e) {
      run.stop(String.valueOf(e.getMessage()));
      throw ended(e);
    }
  }

  /**
   * Ends this JVM, which the plugin forked, since Gatling would print the stack of what we know.
   */
  private static IllegalStateException ended(Exception why) {
    System.exit(1);
    return new IllegalStateException(why);
  }

  /**
   * Gatling leaves its HTML below {@code target/gatling}; the newest folder there is this run's.
   */
  private static void finish(Run run) {
    if (!run.outcome().isDone()) {
      run.stop("interrupted");
      if (run.hasBegun()) {
        awaitOutcome(run);
      }
    }
    Finish.Result result = Finish.run(run, newest(Path.of("target", "gatling")));
    System.out.println(result.sentence());
    if (result.folder() != null) {
      System.out.println("Report: " + result.folder().resolve("report.html"));
    }
  }

  private static void awaitOutcome(Run run) {
    try {
      run.outcome().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Finish says what became of the run.
      System.getLogger(InjectorRun.class.getName())
          .log(System.Logger.Level.DEBUG, "the run has no outcome", e);
    }
  }

  private static @Nullable Path newest(Path results) {
    if (!Files.isDirectory(results)) {
      return null;
    }
    try (Stream<Path> folders = Files.list(results)) {
      Optional<Path> newest =
          folders.filter(Files::isDirectory).max(Comparator.comparing(Path::getFileName));
      return newest.orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
