package dev.broadside.cli;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.DynamoDbAt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A DynamoDB that is not ours, and what may be done there. */
final class OwnTablesOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dynamodb",
      paramLabel = "aws|URL",
      description = {
        "Measures there instead of on DynamoDB Local, on tables that it creates, fills and"
            + " removes. Says first what that costs, and asks."
      })
  private @Nullable String dynamoDb;

  @Option(names = "--yes", description = "Does so without asking.")
  private boolean yes;

  @Option(
      names = "--remove-left",
      description = "Removes the tables that killed benchmarks left there, and ends.")
  private boolean removeLeft;

  /** Whether there is one. */
  boolean isGiven() {
    if (dynamoDb == null && (yes || removeLeft)) {
      throw wrong((yes ? "--yes" : "--remove-left") + " is about tables elsewhere: add --dynamodb");
    }
    return dynamoDb != null;
  }

  boolean removeLeft() {
    return removeLeft;
  }

  DynamoDbAt place() throws CloudException {
    try {
      return DynamoDbAt.parse(String.valueOf(dynamoDb));
    } catch (IllegalArgumentException neither) {
      throw wrong(String.valueOf(neither.getMessage()));
    }
  }

  /** Whether it may be done: on this machine without asking. */
  boolean agrees(DynamoDbAt at, String plan) {
    if (at.isLoopback() || yes) {
      BenchOptions.progress(plan.stripTrailing());
      return true;
    }
    boolean agreed = Terminal.current().agrees(plan);
    if (!agreed) {
      BenchOptions.progress(
          "broadside: nothing was changed; say --yes to do it without being asked");
    }
    return agreed;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
