package dev.broadside.handlers;

import java.util.Iterator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How a broadcast finds its connections. */
interface Lookup {

  /**
   * The ids, lazily: a page is asked for when the ids of the one before are used up, so that
   * posting starts with the first page. A page that cannot be read throws.
   */
  Iterator<String> connections();

  /** The lookup that the settings name. */
  static Lookup from(Settings settings, DynamoDbClient dynamo) {
    return switch (settings.choices().lookup()) {
      case SCAN -> new ScanLookup(dynamo, settings.table());
    };
  }
}
