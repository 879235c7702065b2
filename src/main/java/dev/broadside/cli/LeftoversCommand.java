package dev.broadside.cli;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.cloud.Leftovers;
import dev.broadside.cloud.RowFilter;
import dev.broadside.scenario.Rate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code broadside leftovers}: what did a run that was killed leave in the connection table? */
@Command(
    name = "leftovers",
    description = {
      "Lists the rows of a deployed connection table whose connection is gone, as a run that was"
          + " killed leaves them; --remove deletes them. The stage is asked about each row's"
          + " connection (GET @connections): what is open is never touched."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A run's rows are those that were put while it ran: --run, and the attribute --since.",
      "Without --run all rows are looked at, and nothing can be removed.",
      "",
      "Exit codes: 0 nothing is left, 1 the table or the stage could not be asked, 2 rows",
      "are left, 3 of some connections the stage said neither, 64 usage.",
      "",
      "Examples:",
      "  ./broadside leftovers --table chat --dynamodb aws --run reports/chat-….partial",
      "  ./broadside leftovers --table chat --dynamodb aws --run reports/chat-… --remove",
      "  ./broadside leftovers --table chat --dynamodb aws --target wss://… --where room=load-"
    })
final class LeftoversCommand implements Callable<Integer> {
  private static final double MOST_A_SECOND = 1_000;
  private static final String NONE = "none";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      required = true,
      description = "The connection table.")
  private String table = "";

  @Option(
      names = "--dynamodb",
      paramLabel = "aws|URL",
      required = true,
      description = "Where the table is: aws, or another endpoint.")
  private String dynamoDb = "";

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The folder of the run, also one that ends in .partial.")
  private @Nullable Path run;

  @Option(
      names = "--target",
      paramLabel = "URL",
      description = "The stage that the table belongs to (default: that of the run).")
  private @Nullable String target;

  @Option(
      names = "--where",
      paramLabel = "ATTRIBUTE=TEXT",
      description = "Only rows whose attribute begins so; may be repeated, and all must hold.")
  private Map<String, String> where = new LinkedHashMap<>();

  @Option(
      names = "--id",
      paramLabel = "ATTRIBUTE",
      description = "What holds the connection's id (default: ${DEFAULT-VALUE}).")
  private String id = "connectionId";

  @Option(
      names = "--since",
      paramLabel = "ATTRIBUTE",
      description = {
        "What holds the time at which the row was put (default: ${DEFAULT-VALUE}); none where there"
            + " is no such, and then --where must tell the run's rows."
      })
  private String since = "connectedAt";

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Connections to ask for at most, and rows to delete (default: 50/s).")
  private String rate = "50/s";

  @Option(names = "--remove", description = "Deletes them, after a minute and a second look.")
  private boolean remove;

  @Option(names = "--yes", description = "Removes without asking.")
  private boolean yes;

  @Option(names = "--json", description = "Prints one JSON object on standard output instead.")
  private boolean json;

  @Option(names = "--debug", description = "Prints stack traces.")
  @SuppressWarnings("UnusedVariable") // Errors looks for it among the arguments.
  private boolean debug;

  @Override
  public Integer call() throws Exception {
    RunTrace trace = run == null ? null : RunTrace.read(run);
    String stage = stage(trace);
    Leftovers.Question question = new Leftovers.Question(table, id, filter(trace), perSecond());
    try (Leftovers leftovers = Leftovers.of(place(), stage, question)) {
      Leftovers.Found found = leftovers.find(LeftoversCommand::progress);
      if (!remove || found.gone().isEmpty()) {
        return told(new LeftoversText(table, found, null));
      }
      String plan = LeftoversText.plan(table, stage, found, question.perSecond());
      if (!yes && !Terminal.current().agrees(plan)) {
        progress("nothing was removed; say --yes to remove without being asked");
        return told(new LeftoversText(table, found, null));
      }
      return told(
          new LeftoversText(table, found, leftovers.remove(found, LeftoversCommand::progress)));
    }
  }

  private int told(LeftoversText text) throws Exception {
    System.out.print(json ? text.json() : text.text());
    return text.exitCode();
  }

  private static void progress(String sentence) {
    BenchOptions.progress(sentence);
  }

  private String stage(@Nullable RunTrace trace) {
    if (remove && trace == null) {
      throw wrong("--remove needs --run: rows of no known run are left alone");
    }
    if (trace != null && target != null && !RunTrace.isSameStage(target, trace.target())) {
      throw wrong("--target is not the stage of that run: leave it out");
    }
    String stage = trace == null ? target : trace.target();
    if (stage == null) {
      throw wrong("name the stage that the table belongs to with --run or --target");
    }
    return stage;
  }

  private RowFilter filter(@Nullable RunTrace trace) {
    boolean timed = trace != null && !since.equals(NONE);
    RowFilter filter = new RowFilter(since, timed && trace != null ? trace.during() : null, where);
    if (trace != null && !filter.isNarrow()) {
      throw wrong("--since none leaves nothing to tell the run's rows by: add --where");
    }
    return filter;
  }

  private double perSecond() {
    try {
      double wanted = Rate.parse(rate).perSecond();
      if (wanted <= MOST_A_SECOND) {
        return wanted;
      }
    } catch (IllegalArgumentException noRate) {
      throw wrong("--rate: " + noRate.getMessage());
    }
    throw wrong("--rate takes 1000/s at most, a tenth of an account's quota of requests");
  }

  private DynamoDbAt place() throws CloudException {
    try {
      return DynamoDbAt.parse(dynamoDb);
    } catch (IllegalArgumentException neither) {
      throw wrong(String.valueOf(neither.getMessage()));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
