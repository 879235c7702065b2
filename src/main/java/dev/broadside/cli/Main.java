package dev.broadside.cli;

import dev.broadside.measure.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Spec;

/** The command line: {@code ./broadside COMMAND}. */
@Command(
    name = "broadside",
    description = "Measures what happens between one publish and its last receiver.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Versions.class,
    subcommands = {
      RunCommand.class,
      CapacityCommand.class,
      UpCommand.class,
      ConformCommand.class,
      GateCommand.class,
      BenchCommand.class,
      TuneCommand.class,
      ReportCommand.class,
      LeftoversCommand.class,
      CompletionCommand.class,
      InjectorCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.NOTHING_MEASURED,
    footer = {
      "",
      "Examples:",
      "  ./broadside run          how late is the last receiver? (a minute, local)",
      "  ./broadside up           give me a stage to develop against",
      "  ./broadside conform      does this stage behave like API Gateway?"
    })
public final class Main implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Errors())
        .setParameterExceptionHandler(Errors::usage)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version, as the build wrote it. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"broadside " + Version.current()};
    }
  }
}
