package dev.broadside.handlers;

import java.util.Iterator;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A lookup with the client that a function gives it, for whoever measures it outside of Lambda. The
 * environment says which and where, as it does to a function: see {@link Settings}.
 */
public final class StandaloneLookup implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final Lookup lookup;

  /** Makes the lookup that the environment names, with its time limits and retries. */
  public StandaloneLookup(Map<String, String> environment) {
    this(environment, Clients.dynamoDb(Settings.read(environment)));
  }

  /** The same with another client, which it closes. */
  public StandaloneLookup(Map<String, String> environment, DynamoDbClient dynamo) {
    this.dynamo = dynamo;
    this.lookup = Lookup.from(Settings.read(environment), dynamo);
  }

  /** The ids of one group's connections, page by page as they are taken. */
  public Iterator<String> connections(String group) {
    return lookup.connections(Group.of(group));
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
