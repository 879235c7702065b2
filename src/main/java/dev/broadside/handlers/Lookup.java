package dev.broadside.handlers;

import java.util.Iterator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How a broadcast finds its connections. */
interface Lookup {

  /**
   * The ids, lazily: a page is asked for when the ids of the one before are used up, so that
   * posting starts with the first page. A page that cannot be read throws.
   */
  Iterator<String> connections(Group group);

  /** The lookup that the settings name. */
  static Lookup from(Settings settings, DynamoDbClient dynamo) {
    Tables tables = settings.tables();
    return switch (settings.choices().lookup()) {
      case SCAN -> new ScanLookup(dynamo, tables);
      case PARALLEL_SCAN -> new ParallelScanLookup(dynamo, tables, settings.choices().segments());
      case QUERY -> QueryLookup.ofIndex(dynamo, tables);
      case TABLE_QUERY -> QueryLookup.ofRooms(dynamo, tables);
    };
  }
}
