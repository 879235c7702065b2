package dev.broadside.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code broadside tune}: questions of design, each answered by a command of its own. */
@Command(
    name = "tune",
    description = "Which way for your table? Measures, computes, and answers on one page.",
    mixinStandardHelpOptions = true,
    subcommands = {TuneScanVsQueryCommand.class},
    synopsisSubcommandLabel = "QUESTION",
    footer = {
      "",
      "Examples:",
      "  ./broadside tune scan-vs-query --connections 40000 --room 200 --quick"
    })
final class TuneCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
