package dev.broadside.handlers;

import java.util.Iterator;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A lookup as a function has it, for whoever measures it outside of Lambda. The environment says
 * which it is, as it does to a function: see {@link Settings}.
 */
public final class StandaloneLookup implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final Lookup lookup;

  /**
   * Makes the lookup that the environment names.
   *
   * @param dynamo what it asks; closed with it
   */
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
