package dev.broadside.cli;

import dev.broadside.measure.Marker;
import dev.broadside.scale.TableAddress;
import dev.broadside.scenario.Scenario;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many injectors a run has, and where they run. */
final class InjectorOptions {
  private static final Pattern RUN = Pattern.compile("[0-9a-z]{1,16}");

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
      description = {
        "Where they run: processes (default), N JVMs on this machine; kubernetes, an Indexed Job;",
        "elsewhere, wherever you start './broadside injector' with --run-id."
      })
  private Where on = Where.PROCESSES;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "With --on elsewhere: the BROADSIDE_RUN_ID of injectors that you start.")
  private @Nullable String runId;

  @Option(
      names = "--rendezvous-table",
      paramLabel = "NAME",
      description = "The table where injectors elsewhere meet (default: broadside-rendezvous).")
  private String table = TableAddress.DEFAULT_TABLE;

  @Option(
      names = "--dynamodb",
      paramLabel = "aws|URL",
      description = "Where that table is (default: aws).")
  private String dynamoDb = "aws";

  @ArgGroup(validate = false, exclusive = false, heading = "With --on kubernetes:%n")
  private KubernetesOptions kubernetes = new KubernetesOptions();

  @Option(
      names = "--quorum",
      paramLabel = "M",
      description = "Lets M injectors be enough when others do not come (default: all).")
  private @Nullable Integer quorum;

  /** What starts injectors. */
  enum Where {
    PROCESSES,
    KUBERNETES,
    ELSEWHERE;

    /** As it is written. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
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
    if (!areAsked() && (quorum != null || areElsewhere() || kubernetes.isRendered())) {
      throw usage(
          "%s is for several injectors: say --injectors N too"
              .formatted(quorum != null ? "--quorum" : "--on " + on.word()));
    }
    if (kubernetes.isRendered() && on != Where.KUBERNETES) {
      throw usage("--render prints manifests for --on kubernetes: say that too");
    }
    if (areElsewhere()) {
      checkElsewhere(scenario);
    }
  }

  private void checkElsewhere(Scenario scenario) {
    String wrong =
        reachable(scenario).objection(on.word())
            + (on == Where.KUBERNETES ? kubernetes.objection() : "");
    if (!wrong.isEmpty()) {
      throw usage(wrong.replaceFirst("; $", ""));
    }
    if (on == Where.ELSEWHERE && runId == null) {
      throw usage("--on elsewhere waits for injectors that you start: name their --run-id");
    }
    if (runId != null && !RUN.matcher(runId).matches()) {
      throw usage("--run-id is '" + runId + "': write 1 to 16 digits and lower-case letters");
    }
  }

  /** Whether they run on other machines. */
  boolean areElsewhere() {
    return on != Where.PROCESSES;
  }

  KubernetesOptions kubernetes() {
    return kubernetes;
  }

  /** Where they meet. */
  TableAddress rendezvous() {
    return new TableAddress(table, dynamoDb);
  }

  /** The run's name in the table. */
  String newRun() {
    return runId == null ? Marker.newRun() : runId;
  }

  /** What of a scenario they reach. */
  Reachable reachable(Scenario scenario) {
    return new Reachable(scenario, dynamoDb, System::getenv);
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
