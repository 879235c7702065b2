package dev.broadside.cli;

import dev.broadside.capacity.CapacityException;
import dev.broadside.cloud.CloudException;
import dev.broadside.gate.GateException;
import dev.broadside.kube.KubeException;
import dev.broadside.load.LoadException;
import dev.broadside.process.ProcessException;
import dev.broadside.report.ReportException;
import dev.broadside.scale.ScaleException;
import dev.broadside.scenario.ScenarioException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One sentence for whatever goes wrong, on standard error; a stack trace only with {@code --debug}.
 */
final class Errors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (parsed.expandedArgs().contains("--debug")) {
      failure.printStackTrace(commandLine.getErr());
    }
    boolean expected =
        failure instanceof ScenarioException
            || failure instanceof CapacityException
            || failure instanceof LoadException
            || failure instanceof GateException
            || failure instanceof CloudException
            || failure instanceof ProcessException
            || failure instanceof ReportException
            || failure instanceof KubeException
            || failure instanceof ScaleException;
    commandLine
        .getErr()
        .println(
            expected
                ? "broadside: " + failure.getMessage()
                : "broadside: unexpected failure: "
                    + failure
                    + " (run again with --debug and report it)");
    return failure instanceof ScenarioException || failure instanceof CapacityException
        ? ExitCode.USAGE
        : ExitCode.NOTHING_MEASURED;
  }

  static int usage(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    commandLine
        .getErr()
        .println(
            "broadside: "
                + sentence(failure)
                + "; see '"
                + commandLine.getCommandSpec().qualifiedName()
                + " --help'");
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String argument = "unknown argument '" + unmatched.getUnmatched().getFirst() + "'";
      return unmatched.getSuggestions().isEmpty()
          ? argument
          : argument + ", did you mean '" + unmatched.getSuggestions().getFirst() + "'?";
    }
    return String.valueOf(failure.getMessage());
  }
}
