package dev.broadside.handlers;

import java.net.URI;
import java.util.List;
import java.util.Map;
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

  private Rehearsal() {}

  /** Describes the tables of the connections, and {@code more}. */
  static void tables(
      Map<String, String> environment, DynamoDbClient dynamo, Tables tables, String... more) {
    describe(environment, dynamo, tables.connections());
    if (tables.rooms() != null) {
      describe(environment, dynamo, tables.rooms());
    }
    for (String name : more) {
      describe(environment, dynamo, name);
    }
  }

  /** Describes one table, and fails init where it is not there. */
  static void describe(Map<String, String> environment, DynamoDbClient dynamo, String table) {
    if (!environment.containsKey(TYPE)) {
      return;
    }
    try {
      dynamo.describeTable(request -> request.tableName(table));
    } catch (ResourceNotFoundException missing) {
      throw new IllegalStateException(
          "Table %s does not exist in %s: correct the variable that names it, or deploy the table."
              .formatted(table, environment.get("AWS_REGION")),
          missing);
    } catch (SdkException untold) {
      // A role that was made a moment ago may not be in force yet: that proves nothing wrong.
      LOG.log(System.Logger.Level.WARNING, "Table {0} could not be described: {1}", table, untold);
    }
  }

  /**
   * Looks a group up and posts once to nobody, with a fanout of its own, since a connection in a
   * snapshot is dead when the snapshot starts. What comes of it does not matter: the API may not
   * even be there yet.
   */
  static void broadcast(
      Map<String, String> environment, Settings settings, Lookup lookup, Group group) {
    URI endpoint = settings.connections();
    if (endpoint == null || !SNAP_START.equals(environment.get(TYPE))) {
      return;
    }
    try (Fanout fanout = Fanout.from(settings)) {
      fanout.post(endpoint, SdkBytes.fromUtf8String("."), List.of(NOBODY).iterator(), new Tally());
      LOG.log(
          System.Logger.Level.DEBUG, "Someone is there: {0}", lookup.connections(group).hasNext());
    } catch (SdkException untold) {
      LOG.log(System.Logger.Level.WARNING, "The lookup could not be rehearsed: {0}", untold);
    }
  }
}
