package dev.broadside.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code broadside bench}: what the parts cost, each measured by a command of its own. */
@Command(
    name = "bench",
    description = "Measures what the parts of a fan-out cost on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchFloorCommand.class,
      BenchLookupCommand.class,
      BenchFanoutCommand.class,
      BenchBroadcastCommand.class,
      BenchMessageCommand.class,
      BenchOverlapCommand.class
    },
    synopsisSubcommandLabel = "BENCHMARK",
    footer = {
      "",
      "Examples:",
      "  ./broadside bench floor          what does this machine allow?",
      "  ./broadside bench lookup         what does it take to find the connections of a room?",
      "  ./broadside bench fanout         how long until all are posted to, and what does a post cost?",
      "  ./broadside bench broadcast      how long from the event to the last post?",
      "  ./broadside bench message        what does one message cost, apart from all waiting?"
    })
final class BenchCommand implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
