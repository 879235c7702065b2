package dev.broadside.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code broadside completion}: what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = "Prints the completion of commands and options for bash and zsh.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  source <(./broadside completion)"})
final class CompletionCommand implements Runnable {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
    root.getOut().flush();
  }
}
