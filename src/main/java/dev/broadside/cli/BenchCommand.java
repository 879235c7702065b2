package dev.broadside.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code broadside bench}: what the parts cost, each measured by a command of its own. */
@Command(
    name = "bench",
    description = "Measures what the parts of a fan-out cost on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchFloorCommand.class},
    synopsisSubcommandLabel = "BENCHMARK",
    footer = {"", "Example:", "  ./broadside bench floor          what does this machine allow?"})
final class BenchCommand implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
