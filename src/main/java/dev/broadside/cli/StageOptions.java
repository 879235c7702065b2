package dev.broadside.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * The options that the command line shows in its help and hands on to the stage process as they are
 * written. The stage is the one that understands and refuses them.
 */
@SuppressWarnings({"UnusedVariable", "unused"}) // Read from what picocli matched.
final class StageOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--design",
      paramLabel = "NAME",
      description = "Runs scan-chat (default), room-chat, history-chat or notify.")
  private String design = "";

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "Runs this CloudFormation template (YAML or JSON) instead.")
  private String template = "";

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "Gives a parameter of the template a value; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port of 127.0.0.1 (default: a free one).")
  private String port = "";

  @Option(
      names = "--code",
      paramLabel = "PATH",
      description = "A jar or folder with Java handlers; may be repeated.")
  private List<String> code = new ArrayList<>();

  @Option(
      names = "--function",
      paramLabel = "NAME=URL",
      description = {
        "Calls this function at a URL, as a Lambda container image serves it, one invocation at"
            + " a time; more URLs take more."
      })
  private List<String> functions = new ArrayList<>();

  @Option(
      names = "--function-concurrency",
      paramLabel = "NAME=N",
      description = "How many invocations at a time each URL of it takes.")
  private List<String> concurrency = new ArrayList<>();

  @Option(
      names = "--function-check",
      paramLabel = "yes|no",
      description = "Whether a URL must answer at the start (default: yes).")
  private String check = "";

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      description = "Uses this DynamoDB endpoint instead of DynamoDB Local.")
  private String dynamoDb = "";

  @Option(
      names = "--auth",
      paramLabel = "none|iam",
      description = "Whether @connections wants signatures (default: none).")
  private String auth = "";

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      description = "How long a connection may be silent (default: 10m).")
  private String idle = "";

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old a connection may become (default: 2h).")
  private String maxAge = "";

  @Option(
      names = "--pings-count",
      paramLabel = "yes|no",
      description = "Whether a PING keeps a connection from being idle (default: no).")
  private String pings = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description = "ideal (adds nothing; default), aws (quotas, latencies), or a file.")
  private String profile = "";

  @Option(
      names = "--sqs",
      paramLabel = "URL",
      description = "Uses this SQS endpoint instead of ElasticMQ.")
  private String sqs = "";

  @Option(
      names = "--tls",
      paramLabel = "yes|DIR",
      description = "Serves https and wss on the same port too; says what to trust.")
  private String tls = "";

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Listens there (default: 127.0.0.1; others want --expose yes).")
  private String bind = "";

  @Option(
      names = "--expose",
      paramLabel = "yes|no",
      description = "Lets other machines call functions and read tables (default: no).")
  private String expose = "";

  /** All of them as arguments, and {@code others} behind them. */
  List<String> toArguments(List<String> others) {
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptionsSet()) {
      if (option.userObject() instanceof Field field
          && field.getDeclaringClass() == StageOptions.class) {
        option
            .originalStringValues()
            .forEach(value -> arguments.addAll(List.of(option.longestName(), value)));
      }
    }
    arguments.addAll(others);
    if (!arguments.contains("--design") && !arguments.contains("--template")) {
      arguments.addAll(List.of("--design", "scan-chat"));
    }
    return arguments;
  }
}
