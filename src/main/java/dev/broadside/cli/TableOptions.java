package dev.broadside.cli;

import dev.broadside.aws.Prices;
import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.cloud.TableView;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A table that exists, to be read instead of described. */
final class TableOptions {
  private static final List<String> DESCRIBED = List.of("--connections", "--room", "--item");
  private static final List<String> OF_TABLE =
      List.of("--index", "--room-key", "--dynamodb", "--sample", "--sample-rate");
  private static final double MOST_UNITS = 10_000_000;

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = {
        "Reads connections, rooms and item sizes from a sample of this table, instead of"
            + " --connections, --room and --item. Nothing is written."
      })
  private @Nullable String table;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      description = "Its index of rooms (default: the only one that it has).")
  private @Nullable String index;

  @Option(
      names = "--room-key",
      paramLabel = "ATTRIBUTE",
      description = "What holds the room (default: the index's partition key).")
  private @Nullable String roomKey;

  @Option(
      names = "--dynamodb",
      paramLabel = "aws|URL",
      description = "Where the table is: aws, or another endpoint.")
  private @Nullable String dynamoDb;

  @Option(
      names = "--sample",
      paramLabel = "UNITS",
      description = "Read units to take at most (default: ${DEFAULT-VALUE}).")
  private double sample = 5_000;

  @Option(
      names = "--sample-rate",
      paramLabel = "UNITS",
      description = {
        "Read units a second at most (default: 100, and a tenth of what is provisioned)."
      })
  private @Nullable Double rate;

  /** Whether a table is named; options that do not go together are refused. */
  boolean isGiven() {
    var parsed = spec.commandLine().getParseResult();
    for (String option : table == null ? OF_TABLE : DESCRIBED) {
      if (parsed.hasMatchedOption(option)) {
        throw wrong(
            table == null
                ? option + " is about a table: name it with --table"
                : option + " describes a table, and --table reads one: leave one of them out");
      }
    }
    return table != null;
  }

  /** Reads it, after a sentence about what that takes. */
  TableView read(Prices prices) throws CloudException, InterruptedException {
    if (table == null || dynamoDb == null) {
      throw wrong("--table needs to know where the table is: --dynamodb aws, or a URL");
    }
    if (!(sample >= 1 && sample <= MOST_UNITS)) {
      throw wrong("--sample takes 1 to 10,000,000 read units, not " + sample);
    }
    if (rate != null && !(rate >= 0.5 && rate <= 40_000)) {
      throw wrong("--sample-rate takes 0.5 to 40,000 read units a second, not " + rate);
    }
    String cost =
        String.format(Locale.ROOT, " ($%.4f on demand)", sample * prices.dynamoDb().readUnit());
    return TableView.read(
        place(dynamoDb),
        new TableView.Question(table, index, roomKey, sample, rate),
        sentence -> BenchOptions.progress(sentence + cost));
  }

  private DynamoDbAt place(String where) throws CloudException {
    try {
      return DynamoDbAt.parse(where);
    } catch (IllegalArgumentException neither) {
      throw wrong(String.valueOf(neither.getMessage()));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
