package dev.broadside.load;

import dev.broadside.measure.FolderPages;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run: the stage stopped, Gatling's HTML taken in, the pages drawn, the folder whole.
 */
final class Finish {
  private Finish() {}

  /** Where Gatling writes while the run goes on, when it is ours to say. */
  static Path gatlingResults(Run run) {
    return run.folder().path().resolve("gatling-results");
  }

  /**
   * How it ended.
   *
   * @param folder whole or partial; {@code null} when nothing was measured and nothing is left
   */
  record Result(int exitCode, String sentence, @Nullable Path folder) {}

  /** Ends a run whose outcome is known or never will be; {@code gatling} is its HTML's folder. */
  static Result run(Run run, @Nullable Path gatling) {
    Outcome outcome = outcome(run);
    run.close();
    try {
      return switch (outcome) {
        case Outcome.Nothing nothing -> nothing(run, nothing.sentence());
        case Outcome.Broken broken ->
            new Result(1, broken.sentence() + "; its logs are in " + run.folder().logs(), null);
        case Outcome.Measured measured -> keep(run, measured, gatling);
      };
    } catch (IOException e) {
      return new Result(1, "the run's folder cannot be written: " + e.getMessage(), null);
    }
  }

  /** Where our own stage failed, its logs are what the user needs; else nothing is left behind. */
  private static Result nothing(Run run, String sentence) throws IOException {
    if (run.isStageToBlame()) {
      return new Result(1, sentence + "; its logs are in " + run.folder().logs(), null);
    }
    run.folder().delete();
    return new Result(1, sentence, null);
  }

  private static Result keep(Run run, Outcome.Measured measured, @Nullable Path gatling)
      throws IOException {
    String why = run.stopped();
    Outcome.Measured kept =
        measured.whole() && why != null
            ? measured.cutShort(why + " while the report was written, after all was measured")
            : measured;
    run.folder().writeSummary(kept.summary());
    if (kept.whole()) {
      take(run, gatling);
    } else {
      removeGatling(run);
    }
    draw(run.folder().path());
    Path folder = kept.whole() ? run.folder().finish() : run.folder().path();
    return new Result(exitCode(kept), sentence(kept), folder);
  }

  /** Half of Gatling's HTML would look like a result. */
  private static void removeGatling(Run run) {
    try {
      RunFolder.remove(gatlingResults(run));
    } catch (IOException e) {
      // It is drawing there at this moment, which is no reason to lose what was measured.
      System.getLogger(Finish.class.getName())
          .log(System.Logger.Level.DEBUG, "half of Gatling's HTML stays", e);
    }
  }

  /** What became of a run that has ended, or was stopped. */
  static Outcome outcome(Run run) {
    String why = run.stopped();
    if (!run.outcome().isDone()) {
      return new Outcome.Nothing(why == null ? "Gatling ended before anything was measured" : why);
    }
    try {
      Outcome outcome = run.outcome().get();
      boolean empty =
          outcome instanceof Outcome.Measured measured
              && !measured.whole()
              && isEmpty(measured.summary().broadcasts());
      return empty ? new Outcome.Nothing(why == null ? whyNothing(outcome) : why) : outcome;
    } catch (ExecutionException e) {
      return new Outcome.Broken("the measurement failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Nothing("interrupted");
    }
  }

  /** Nothing was published, and nothing that another injector publishes was booked. */
  private static boolean isEmpty(RunSummary.Broadcasts broadcasts) {
    return broadcasts.published() == 0 && broadcasts.complete() + broadcasts.incomplete() == 0;
  }

  private static String whyNothing(Outcome outcome) {
    return outcome instanceof Outcome.Measured measured
            && !measured.summary().verdict().reasons().isEmpty()
        ? measured.summary().verdict().reasons().getFirst()
        : "nothing was published";
  }

  private static int exitCode(Outcome.Measured measured) {
    return switch (measured.summary().verdict().status()) {
      case PASS -> 0;
      case FAIL -> 2;
      case INVALID -> 3;
    };
  }

  private static String sentence(Outcome.Measured measured) {
    RunSummary.Verdict verdict = measured.summary().verdict();
    return "Verdict: "
        + verdict.status()
        + (verdict.reasons().isEmpty() ? "" : " (" + String.join("; ", verdict.reasons()) + ")");
  }

  private static void take(Run run, @Nullable Path gatling) throws IOException {
    if (gatling == null || !Files.exists(gatling.resolve("index.html"))) {
      return;
    }
    Path own = run.folder().path().resolve("gatling");
    if (gatling.startsWith(run.folder().path())) {
      Files.move(gatling, own);
      Files.deleteIfExists(gatling.getParent());
      return;
    }
    try (Stream<Path> files = Files.walk(gatling)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, own.resolve(gatling.relativize(file).toString()));
      }
    }
  }

  /**
   * Draws the pages by whoever offers to, so that a folder is the same whichever way it was made.
   */
  static void draw(Path folder) throws IOException {
    for (FolderPages pages : ServiceLoader.load(FolderPages.class)) {
      pages.write(folder);
    }
  }
}
