package dev.broadside.handlers;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The DynamoDB table that holds one item for each connection: its id, since when it is there, and
 * its group; and where the settings name one, the second table that is keyed by group and id.
 *
 * <p>The item of the second table is put first and deleted last: what a function that dies between
 * the two leaves behind is an id that the next broadcast finds, finds gone and removes.
 */
final class ConnectionTable {
  static final String ID = "connectionId";

  /** When the id was put, in milliseconds since the epoch. */
  static final String SINCE = "connectedAt";

  /*
   * $connect puts the id before API Gateway takes posts to it: until then they get 410 although the
   * connection is about to open. Its integration ends within 29 seconds (API Gateway's limit), so
   * an id that was put longer ago, on clocks that differ by up to half a minute, is really gone.
   */
  private static final Duration HANDSHAKE = Duration.ofMinutes(1);

  /* Removals run after the posts and only the answer waits for them: enough for hundreds a second. */
  private static final int REMOVALS_AT_ONCE = 8;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;

  ConnectionTable(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, Clock.systemUTC());
  }

  ConnectionTable(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /** Puts a connection that belongs to the group. */
  void put(String connectionId, Group group) {
    put(connectionId, group, Map.of());
  }

  /** The same with {@code more} attributes. */
  void put(String connectionId, Group group, Map<String, String> more) {
    Map<String, AttributeValue> item = new HashMap<>(key(connectionId));
    more.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
    item.put(SINCE, AttributeValue.fromN(Long.toString(clock.millis())));
    if (group instanceof Group.Of of) {
      item.put(tables.groupAttribute(), AttributeValue.fromS(of.value()));
      if (tables.rooms() != null) {
        dynamo.putItem(request -> request.tableName(tables.rooms()).item(item));
      }
    }
    dynamo.putItem(request -> request.tableName(tables.connections()).item(item));
  }

  /** A connection's item as it is now, empty when there is none. */
  Map<String, AttributeValue> item(String connectionId) {
    return dynamo
        .getItem(
            request ->
                request.tableName(tables.connections()).key(key(connectionId)).consistentRead(true))
        .item();
  }

  /** Deletes a connection, from its group too: the deleted item says which that was. */
  void delete(String connectionId) {
    Map<String, AttributeValue> old =
        dynamo
            .deleteItem(
                request ->
                    request
                        .tableName(tables.connections())
                        .key(key(connectionId))
                        .returnValues(
                            tables.rooms() == null ? ReturnValue.NONE : ReturnValue.ALL_OLD))
            .attributes();
    AttributeValue group = tables.group() == null ? null : old.get(tables.group());
    if (group != null) {
      deleteFromRoom(connectionId, Group.of(group.s()));
    }
  }

  /**
   * Deletes the ids of connections that are gone and returns how many are still there: also those
   * for which there was no time.
   */
  int remove(Collection<String> gone, Group group, Deadline deadline) {
    if (gone.isEmpty()) {
      return 0;
    }
    List<Callable<Boolean>> removals =
        gone.stream().<Callable<Boolean>>map(id -> () -> removed(id, group)).toList();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(REMOVALS_AT_ONCE, gone.size()),
            Thread.ofPlatform().name("removal-", 0).daemon().factory());
    try {
      int removed = 0;
      for (Future<Boolean> removal :
          threads.invokeAll(removals, deadline.remainingForRemovalNanos(), TimeUnit.NANOSECONDS)) {
        removed += !removal.isCancelled() && removal.get() ? 1 : 0;
      }
      return gone.size() - removed;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return gone.size();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("A removal ended without an answer", impossible);
    } finally {
      // Nobody waits for one that is under way: it ends by its own time limit.
      threads.shutdownNow();
    }
  }

  private boolean removed(String connectionId, Group group) {
    try {
      long before = clock.millis() - HANDSHAKE.toMillis();
      dynamo.deleteItem(
          request ->
              request
                  .tableName(tables.connections())
                  .key(key(connectionId))
                  .conditionExpression("attribute_not_exists(#since) OR #since < :before")
                  .expressionAttributeNames(Map.of("#since", SINCE))
                  .expressionAttributeValues(
                      Map.of(":before", AttributeValue.fromN(Long.toString(before)))));
      deleteFromRoom(connectionId, group);
      return true;
    } catch (ConditionalCheckFailedException young) {
      // Perhaps not open yet rather than gone: a broadcast after its first minute tells.
      return false;
    } catch (RuntimeException kept) {
      // The next broadcast finds the id gone again and tries again.
      return false;
    }
  }

  private void deleteFromRoom(String connectionId, Group group) {
    if (tables.rooms() != null && group instanceof Group.Of of) {
      Map<String, AttributeValue> key = new HashMap<>(key(connectionId));
      key.put(tables.groupAttribute(), AttributeValue.fromS(of.value()));
      dynamo.deleteItem(request -> request.tableName(tables.rooms()).key(key));
    }
  }

  private static Map<String, AttributeValue> key(String connectionId) {
    return Map.of(ID, AttributeValue.fromS(connectionId));
  }
}
