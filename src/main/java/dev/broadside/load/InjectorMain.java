package dev.broadside.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.process.Parent;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The injector: runs one scenario with Gatling and tells its parent, one JSON object a line, {@code
 * folder} once, {@code progress} each second and {@code result} at the end. The command {@code stop
 * REASON} and the end of standard input stop the run; what was measured is kept.
 *
 * <p>Arguments: scenario file, reports folder, then {@code key=value} overrides.
 */
public final class InjectorMain {
  private static final Duration REPORT_WITHIN = Duration.ofMinutes(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream protocol;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile @Nullable Run run;
  private volatile @Nullable String stopped;

  private InjectorMain(PrintStream protocol) {
    this.protocol = protocol;
  }

  /** Runs a scenario; the exit code is that of its verdict. */
  public static void main(String[] args) {
    InjectorMain injector = new InjectorMain(System.out);
    System.setOut(System.err);
    Parent.listen(injector::command, injector::parentIsGone);
    int code = 1;
    try {
      List<String> overrides = List.of(args).subList(2, args.length);
      code = injector.runScenario(Path.of(args[0]), Path.of(args[1]), overrides);
    } catch (RuntimeException | Error e) { // Halted, nobody else would say it.
      e.printStackTrace();
      injector.say(
          "result",
          result(new Finish.Result(1, "Broadside itself failed while ending: " + e, null)));
    } finally {
      // Gatling's threads and CRT's need not be waited for: everything is written.
      Runtime.getRuntime().halt(code);
    }
  }

  private void command(String command) {
    if (command.startsWith("stop ")) {
      stop(command.substring("stop ".length()));
    }
  }

  private void parentIsGone() {
    stop("the launcher was killed");
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void stop(String why) {
    if (stopped == null) {
      stopped = why;
    }
    Run current = run;
    if (current != null) {
      current.stop(why);
    }
  }

  private synchronized void adopt(Run prepared) {
    run = prepared;
    String why = stopped;
    if (why != null) {
      prepared.stop(why);
    }
  }

  private int runScenario(Path file, Path reports, List<String> overrides) {
    try {
      Scenario scenario = new ScenarioReader(System::getenv).read(file, overrides);
      Run prepared = Run.prepare(scenario, reports, this::progress);
      adopt(prepared);
      say("folder", prepared.folder().path().toString());
      Finish.Result result = measure(prepared);
      say("result", result(result));
      return result.exitCode();
    } catch (ScenarioException | LoadException e) {
      say("result", result(new Finish.Result(1, String.valueOf(e.getMessage()), null)));
      return 1;
    } finally {
      finished.countDown();
    }
  }

  private Finish.Result measure(Run prepared) {
    try {
      prepared.startStage();
    } catch (LoadException e) {
      prepared.stop(String.valueOf(e.getMessage()));
      return Finish.run(prepared, null);
    }
    if (prepared.stopped() != null) {
      return Finish.run(prepared, null);
    }
    InjectorRun.set(prepared);
    Path results = Finish.gatlingResults(prepared);
    Thread gatling = GatlingThread.start(prepared, results, List.of());
    if (prepared.isWhole()) {
      // The stage has done its part, and Gatling's report can use its processors.
      prepared.close();
      progress(Progress.phase("reporting", prepared.scenario().audience().connections()));
      awaitReport(gatling, prepared);
    }
    return Finish.run(prepared, only(results));
  }

  /** Gatling's HTML is worth waiting for, unless the user will not. */
  private static void awaitReport(Thread gatling, Run prepared) {
    long deadline = System.nanoTime() + REPORT_WITHIN.toNanos();
    try {
      while (prepared.stopped() == null && System.nanoTime() - deadline < 0) {
        if (gatling.join(LOOK_EVERY)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Path only(Path results) {
    if (!Files.isDirectory(results)) {
      return null;
    }
    try (Stream<Path> folders = Files.list(results)) {
      return folders.filter(Files::isDirectory).findFirst().orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private void progress(Progress progress) {
    say("progress", progress);
  }

  private static Map<String, @Nullable Object> result(Finish.Result result) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("exitCode", result.exitCode());
    fields.put("sentence", result.sentence());
    fields.put("folder", result.folder() == null ? null : result.folder().toString());
    return fields;
  }

  private synchronized void say(String what, Object value) {
    try {
      protocol.println(JSON.writeValueAsString(Map.of(what, value)));
      protocol.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + value, e);
    }
  }
}
