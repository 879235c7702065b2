package dev.broadside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.load.LoadException;
import dev.broadside.load.Progress;
import dev.broadside.load.Share;
import dev.broadside.load.ShareRun;
import dev.broadside.load.Steering;
import dev.broadside.measure.Anchor;
import dev.broadside.scale.Attendance;
import dev.broadside.scale.Exit;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.Timekeeper;
import dev.broadside.scale.Work;
import dev.broadside.scale.clock.ShardClock;
import dev.broadside.scenario.Scenario;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What an injector does between meeting the others: its share of the load, in this JVM. */
final class ShardWork implements Work {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InjectorVariables variables;
  private final Scenario scenario;
  private final Anchor anchor;
  private final Timekeeper clock;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String progress = "";
  private volatile int code = Exit.FAILED;
  private @Nullable String stopped;
  private @Nullable ShareRun run;
  private @Nullable ShardBooks books;

  /**
   * The work of the injector with these variables.
   *
   * @param anchor its clock, as people read it
   * @param clock what keeps it in step with the others'
   */
  ShardWork(InjectorVariables variables, Scenario scenario, Anchor anchor, Timekeeper clock) {
    this.variables = variables;
    this.scenario = scenario;
    this.anchor = anchor;
    this.clock = clock;
  }

  @Override
  public @Nullable Ended connect(int shard) {
    Share share = new Share(shard, variables.shards());
    ShardBooks kept =
        new ShardBooks(
            share, scenario.publish().publishers(), nanos -> clock.time().toEpochMicros(nanos));
    books = kept;
    // A stage on this host that the scenario calls local is our launcher's.
    String stage = variables.anchor() == null ? null : variables.target();
    try {
      ShareRun prepared =
          ShareRun.prepare(
              scenario,
              new ShareRun.Order(variables.run(), share, anchor, stage, kept, steering()),
              variables.reports(),
              this::told);
      adopt(prepared);
      clock.announce(shard);
      return ended(prepared.connect());
    } catch (LoadException | ScaleException e) {
      return ended(e.getMessage());
    }
  }

  private Steering steering() {
    return new Steering() {
      @Override
      public long about(long plannedNanos) {
        return clock.time().about(plannedNanos);
      }

      @Override
      public long due(long plannedNanos) {
        return clock.time().due(plannedNanos);
      }
    };
  }

  private synchronized void adopt(ShareRun prepared) {
    run = prepared;
    if (stopped != null) {
      prepared.stop(stopped);
    }
  }

  private void told(Progress now) {
    try {
      progress = JSON.writeValueAsString(now);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + now, e);
    }
  }

  private @Nullable Ended ended(@Nullable String why) {
    return why == null ? null : new Ended(code, why);
  }

  @Override
  public @Nullable Ended pause(long nanos) {
    ShareRun current = current();
    if (current != null) {
      return ended(current.pause(nanos));
    }
    try {
      return ended.await(nanos, TimeUnit.NANOSECONDS) ? ended(why()) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended("interrupted");
    }
  }

  private synchronized @Nullable ShareRun current() {
    return run;
  }

  private synchronized @Nullable String why() {
    return stopped;
  }

  @Override
  public Outcome measure(long startAtMicros) {
    ShareRun current = current();
    ShardBooks kept = books;
    if (current == null || kept == null) {
      throw new IllegalStateException("it has no connections");
    }
    ShareRun.Findings findings;
    try {
      findings = current.measure(clock.begin(startAtMicros));
    } catch (ScaleException e) {
      return new Ended(code, String.valueOf(e.getMessage()));
    }
    if (findings == null) {
      return new Ended(code, current.failure());
    }
    ShardClock worth = clock.time().end(kept.longestNanos());
    byte[] result = kept.result(variables.run(), Attendance.host(), findings, worth).encode();
    String why = why();
    return findings.whole()
        ? new Measured(result, Exit.DONE, "")
        : new Measured(result, code, why == null ? current.failure() : why);
  }

  @Override
  public String progress() {
    return progress;
  }

  @Override
  public void stop(String why) {
    stop(why, Exit.FAILED);
  }

  /** Ends it as soon as possible, with that exit code. */
  synchronized void stop(String why, int exitCode) {
    if (stopped == null) {
      stopped = why;
      code = exitCode;
    }
    ended.countDown();
    if (run != null) {
      run.stop(why);
    }
  }

  /** Ends what it started. */
  void close() throws IOException {
    ShareRun current = current();
    if (current != null) {
      current.close();
    }
  }
}
