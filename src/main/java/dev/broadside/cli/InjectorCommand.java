package dev.broadside.cli;

import dev.broadside.measure.Anchor;
import dev.broadside.process.Parent;
import dev.broadside.process.Signals;
import dev.broadside.scale.Attendance;
import dev.broadside.scale.Exit;
import dev.broadside.scale.InjectorVariables;
import dev.broadside.scale.ScaleException;
import dev.broadside.scale.Timekeeper;
import dev.broadside.scale.Work;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/**
 * {@code broadside injector}: one of a run's injectors, wherever it was started. What it reads and
 * how it exits is in {@link dev.broadside.scale}.
 */
@Command(
    name = "injector",
    hidden = true,
    description = "Is one of several injectors of a run; reads only BROADSIDE_* variables.",
    mixinStandardHelpOptions = true)
final class InjectorCommand implements Callable<Integer> {
  private final CountDownLatch finished = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException {
    try {
      InjectorVariables variables = InjectorVariables.of(System::getenv);
      Scenario scenario = scenario(variables);
      Work.Ended ended = attend(variables, scenario);
      if (ended.code() != Exit.DONE) {
        System.err.println("broadside: " + ended.sentence());
      }
      return ended.code();
    } catch (ScaleException | ScenarioException e) {
      System.err.println("broadside: " + e.getMessage());
      return ExitCode.USAGE;
    } finally {
      finished.countDown();
    }
  }

  /** A stage that a launcher on this host started stands in for the scenario's local one. */
  private static Scenario scenario(InjectorVariables variables)
      throws ScenarioException, ScaleException {
    String target = variables.target();
    List<String> overrides =
        target == null || variables.anchor() != null ? List.of() : List.of("target=" + target);
    Scenario scenario = new ScenarioReader(System::getenv).read(variables.scenario(), overrides);
    if (scenario.isLocal() && target == null) {
      throw new ScaleException(
          "an injector starts no stage: set BROADSIDE_TARGET, or target in the scenario");
    }
    if (variables.shards() > scenario.audience().connections()) {
      throw new ScaleException(
          "%d injectors for %d connections: start no more injectors than audience.connections"
              .formatted(variables.shards(), scenario.audience().connections()));
    }
    return scenario;
  }

  private Work.Ended attend(InjectorVariables variables, Scenario scenario)
      throws ScaleException, IOException {
    Anchor given = variables.anchor();
    InjectorClock own = InjectorClock.of(variables, System.getenv(InjectorClock.PRETENDED));
    Anchor anchor = own.host().anchor();
    Timekeeper clock = new Timekeeper(variables, own.host(), own.sharing());
    ShardWork work = new ShardWork(variables, scenario, anchor, clock);
    if (given == null) {
      Signals.onInterrupt(
          number -> work.stop(RunCommand.interruptedBy(number), ExitCode.SIGNAL + number));
    } else {
      listen(work);
    }
    try (clock) {
      return new Attendance(variables, anchor).take(work, scenario.audience().settle());
    } finally {
      work.close();
    }
  }

  /** The launcher asks for our clock, to see that it is its own; its end is ours. */
  private void listen(ShardWork work) {
    PrintStream launcher = System.out;
    System.setOut(System.err);
    Parent.listen(
        command -> {
          if (command.equals("clock")) {
            launcher.println(System.nanoTime());
            launcher.flush();
          }
        },
        () -> {
          work.stop("the launcher was killed");
          try {
            finished.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
