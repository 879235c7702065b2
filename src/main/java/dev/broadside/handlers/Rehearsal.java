package dev.broadside.handlers;

import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What a function does in init, before its first event: it looks at its tables, so that a wrong
 * name fails the deployment with a sentence, and uses what it will use, so that with SnapStart the
 * snapshot holds the classes and the code that the first event needs.
 *
 * <p>Only on Lambda, which says how it initializes in {@code AWS_LAMBDA_INITIALIZATION_TYPE}: the
 * local stage starts functions beside the tables that it makes itself, and counts every post.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment
 *     variables of Lambda</a>
 */
final class Rehearsal {
  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
  private static final String TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String SNAP_START = "snap-start";

  /** An id of the right form that no connection has: it earns 410. */
  private static final String NOBODY = "AAAAAAAAAAAAAAA=";

  private static final int MOST_MILLIS = 2000;

  private Rehearsal() {}

  /** Describes the tables of the connections, and {@code more}. */
  static void tables(
      Map<String, String> environment, DynamoDbClient dynamo, Tables tables, String... more) {
    tables(environment, dynamo, tables.connections());
    if (tables.rooms() != null) {
      tables(environment, dynamo, tables.rooms());
    }
    tables(environment, dynamo, more);
  }

  /** Describes each table; the first that is not there fails init by its name. */
  static void tables(Map<String, String> environment, DynamoDbClient dynamo, String... names) {
    if (environment.containsKey(TYPE)) {
      for (String name : names) {
        describe(dynamo, name, String.valueOf(environment.get("AWS_REGION")));
      }
    }
  }

  private static void describe(DynamoDbClient dynamo, String table, String region) {
    try {
      dynamo.describeTable(request -> request.tableName(table));
    } catch (ResourceNotFoundException missing) {
      throw new IllegalStateException(
          "Table %s does not exist in %s: correct the variable that names it, or deploy the table."
              .formatted(table, region),
          missing);
    } catch (SdkException untold) {
      // A role that was made a moment ago may not be in force yet: that proves nothing wrong.
      LOG.log(System.Logger.Level.WARNING, "Table {0} could not be described: {1}", table, untold);
    }
  }

  /** Before a snapshot, looks a group up, of which the first page is enough. */
  static void lookup(Map<String, String> environment, Lookup lookup, Group group) {
    if (SNAP_START.equals(environment.get(TYPE))) {
      try {
        boolean found = lookup.connections(group).hasNext();
        LOG.log(System.Logger.Level.DEBUG, "The lookup is rehearsed: {0}", found);
      } catch (SdkException untold) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The lookup could not be rehearsed: {0}",
            untold.getMessage());
      }
    }
  }

  /**
   * Before a snapshot, posts once to nobody, with a fanout of its own, since a connection in a
   * snapshot is dead when the snapshot starts. What comes of it does not matter: the API may not
   * even be there yet.
   */
  static void post(Map<String, String> environment, Settings settings) {
    URI endpoint = settings.connections();
    if (endpoint == null || !SNAP_START.equals(environment.get(TYPE))) {
      return;
    }
    try (Fanout fanout = Fanout.from(settings)) {
      fanout.post(
          endpoint,
          SdkBytes.fromUtf8String("."),
          Posts.toOne(NOBODY, new Tally(), Deadline.inMillis(MOST_MILLIS), new SplittableRandom()));
    }
  }
}
