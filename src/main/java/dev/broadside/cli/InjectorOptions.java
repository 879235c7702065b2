package dev.broadside.cli;

import dev.broadside.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many injectors a run has, and where they run. */
final class InjectorOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--injectors",
      paramLabel = "N",
      description = "Spreads the load over N injectors that begin together.")
  private @Nullable Integer injectors;

  @Option(
      names = "--on",
      paramLabel = "WHERE",
      description = "Where they run: processes (default), N JVMs on this machine.")
  private Where on = Where.PROCESSES;

  @Option(
      names = "--quorum",
      paramLabel = "M",
      description = "Lets M injectors be enough when others do not come (default: all).")
  private @Nullable Integer quorum;

  /** What starts injectors. */
  enum Where {
    PROCESSES
  }

  /** Whether the run has several. */
  boolean areAsked() {
    return injectors != null;
  }

  Where where() {
    return on;
  }

  /** How many there are. */
  int count() {
    return injectors == null ? 1 : injectors;
  }

  /** How many are enough. */
  int quorum() {
    return quorum == null ? count() : quorum;
  }

  /** Refuses what no run can have. */
  void check(Scenario scenario) {
    int most = scenario.audience().connections();
    if (count() < 1 || count() > most) {
      throw usage(
          "--injectors is %d: write 1 to %d, which is audience.connections"
              .formatted(count(), most));
    }
    if (quorum() < 1 || quorum() > count()) {
      throw usage(
          "--quorum is %d: write 1 to %d, the number of injectors".formatted(quorum(), count()));
    }
    if (!areAsked() && quorum != null) {
      throw usage("--quorum is for several injectors: say --injectors N too");
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
