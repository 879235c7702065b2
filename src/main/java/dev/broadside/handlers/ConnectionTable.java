package dev.broadside.handlers;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The DynamoDB table that holds one item, its id, for each connection. */
final class ConnectionTable {
  static final String ID = "connectionId";

  /* Removals run after the posts and only the answer waits for them: enough for hundreds a second. */
  private static final int REMOVALS_AT_ONCE = 8;

  private final DynamoDbClient dynamo;
  private final String name;

  ConnectionTable(DynamoDbClient dynamo, String name) {
    this.dynamo = dynamo;
    this.name = name;
  }

  void put(String connectionId) {
    dynamo.putItem(request -> request.tableName(name).item(key(connectionId)));
  }

  void delete(String connectionId) {
    dynamo.deleteItem(request -> request.tableName(name).key(key(connectionId)));
  }

  /** Deletes the ids of connections that are gone and returns how many could not be deleted. */
  int remove(Collection<String> gone) {
    if (gone.isEmpty()) {
      return 0;
    }
    List<Callable<Boolean>> removals =
        gone.stream().<Callable<Boolean>>map(id -> () -> removed(id)).toList();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(REMOVALS_AT_ONCE, gone.size()))) {
      int removed = 0;
      for (Future<Boolean> removal : threads.invokeAll(removals)) {
        removed += removal.get() ? 1 : 0;
      }
      return gone.size() - removed;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return gone.size();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("A removal ended without an answer", impossible);
    }
  }

  private boolean removed(String connectionId) {
    try {
      delete(connectionId);
      return true;
    } catch (RuntimeException kept) {
      // The next broadcast finds the id gone again and tries again.
      return false;
    }
  }

  private static Map<String, AttributeValue> key(String connectionId) {
    return Map.of(ID, AttributeValue.fromS(connectionId));
  }
}
