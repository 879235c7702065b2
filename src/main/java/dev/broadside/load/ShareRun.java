package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Judge;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One injector's share of a run, in this JVM: opens its connections, waits until it is told when to
 * begin, publishes and keeps the books of its part of every audience. Used by one thread; {@link
 * #stop} by any.
 */
public final class ShareRun {
  private final Run run;
  private final Part.Meeting meeting;

  private ShareRun(Run run, Part.Meeting meeting) {
    this.run = run;
    this.meeting = meeting;
  }

  /**
   * What it is told.
   *
   * @param run names the run in markers
   * @param anchor the clock that times of other processes are in
   * @param stage the address of a stage that its launcher started; {@code null} where the scenario
   *     names one
   * @param books hears of every measured broadcast
   * @param steering keeps its schedule to the clock that all injectors go by
   */
  public record Order(
      String run,
      Share share,
      Anchor anchor,
      @Nullable String stage,
      Recorder.Listener books,
      Steering steering) {}

  /**
   * What it found out.
   *
   * @param whole false when it was cut short
   */
  public record Findings(
      RunSummary summary,
      boolean whole,
      Judge.Refusals refusals,
      Latencies publishDelay,
      Latencies connect,
      Latencies rejoin,
      Latencies ping,
      Latencies idlePing,
      long startErrorNanos) {}

  /** Checks the machine and makes its folder. */
  public static ShareRun prepare(
      Scenario whole, Order order, Path reports, Progress.Listener listener) throws LoadException {
    Part.Meeting meeting =
        new Part.Meeting(new CompletableFuture<>(), new CompletableFuture<>(), order.steering());
    Part part =
        new Part(
            order.run(),
            order.share(),
            whole.publish().publishers(),
            order.anchor(),
            order.stage(),
            meeting,
            List.of(order.books()));
    return new ShareRun(Run.prepare(whole, part, reports, listener), meeting);
  }

  /** Opens its connections; why it cannot go on, or {@code null} when it is ready to begin. */
  public @Nullable String connect() {
    try {
      run.startStage();
    } catch (LoadException e) {
      run.stop(String.valueOf(e.getMessage()));
      return e.getMessage();
    }
    if (run.stopped() == null) {
      InjectorRun.set(run);
      // Nobody looks at the HTML of a part.
      GatlingThread.start(run, Finish.gatlingResults(run), List.of("--no-reports"));
      CompletableFuture.anyOf(meeting.ready(), run.outcome().handle((outcome, e) -> "over")).join();
    }
    return meeting.ready().isDone() ? null : whyNothing();
  }

  /** Waits so long, or until it cannot go on; why, or {@code null}. */
  public @Nullable String pause(long nanos) {
    try {
      run.outcome().get(nanos, TimeUnit.NANOSECONDS);
      return whyNothing();
    } catch (TimeoutException e) {
      return run.stopped();
    } catch (ExecutionException e) {
      return whyNothing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private String whyNothing() {
    String why = run.stopped();
    if (why != null) {
      return why;
    }
    return switch (Finish.outcome(run)) {
      case Outcome.Nothing nothing -> nothing.sentence();
      case Outcome.Broken broken -> broken.sentence();
      case Outcome.Measured measured -> String.join("; ", measured.summary().verdict().reasons());
    };
  }

  /** Begins at that {@code System.nanoTime}; what it found out, or {@code null} when nothing. */
  public @Nullable Findings measure(long startNanos) {
    meeting.startNanos().complete(startNanos);
    run.isWhole();
    return Finish.outcome(run) instanceof Outcome.Measured measured ? run.findings(measured) : null;
  }

  /** Why nothing was found out. */
  public String failure() {
    return whyNothing();
  }

  /** Ends what it started, and leaves its folder whole where its run was. */
  public void close() throws IOException {
    run.close();
    RunFolder.remove(Finish.gatlingResults(run));
    if (run.outcome().isDone() && run.isWhole()) {
      run.folder().finish();
    }
  }

  /** Ends it as soon as possible; what was measured is kept. */
  public void stop(String why) {
    run.stop(why);
  }
}
