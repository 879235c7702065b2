package dev.broadside.scale;

import dev.broadside.scale.clock.ClockErrorBound;
import dev.broadside.scale.clock.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where injectors tell each other, in the run's table, how to ask for their time. The reference is
 * the least of those who began, so that one that is missing takes no clock along. Nothing depends
 * on it but what clocks are worth: what the table does not take or give is left.
 */
public final class ClockDirectory implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClockDirectory.class.getName());
  private static final int TRIES = 5;

  private final DynamoDbClient dynamo;
  private final TableAddress address;
  private final Items items;

  /** The directory of a run. */
  public ClockDirectory(TableAddress address, String run) throws ScaleException {
    this.dynamo = address.client();
    this.address = address;
    this.items = new Items(run, InstantSource.system());
  }

  /** Announces an injector's own clock. */
  public void announce(Reference own) {
    Map<String, AttributeValue> item = items.item(Names.time(own.shard()));
    List<AttributeValue> addresses =
        own.addresses().stream()
            .map(at -> Items.text(at.getAddress().getHostAddress() + " " + at.getPort()))
            .toList();
    item.put("addresses", AttributeValue.fromL(addresses));
    ClockErrorBound bound = own.bound();
    if (bound != null) {
      item.put("boundNanos", Items.number(bound.boundNanos()));
      item.put("detail", Items.text(bound.detail()));
    }
    tried(() -> dynamo.putItem(put -> put.tableName(address.table()).item(item)));
  }

  /** The least of those who began; {@code null} where that is not known. */
  public @Nullable Integer reference() {
    Map<String, AttributeValue> barrier = get(Names.BARRIER);
    return barrier == null
        ? null
        : Items.barrier(barrier).starters().stream().min(Integer::compare).orElse(null);
  }

  /** How an injector announced itself; {@code null} where it did not. */
  public @Nullable Reference of(int shard) {
    Map<String, AttributeValue> item = get(Names.time(shard));
    AttributeValue said = item == null ? null : item.get("addresses");
    if (item == null || said == null) {
      return null;
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (AttributeValue one : said.l()) {
      String[] parts = one.s().split(" ", 2);
      try {
        addresses.add(
            new InetSocketAddress(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1])));
      } catch (UnknownHostException | NumberFormatException e) {
        LOG.log(System.Logger.Level.DEBUG, "no address: " + one.s(), e);
      }
    }
    Long bound = Items.numberOrNull(item, "boundNanos");
    return new Reference(
        shard,
        addresses,
        bound == null ? null : new ClockErrorBound(bound, Items.string(item, "detail")));
  }

  private @Nullable Map<String, AttributeValue> get(String sort) {
    Map<String, AttributeValue> found = new HashMap<>();
    boolean answered =
        tried(
            () -> {
              var answer =
                  dynamo.getItem(
                      get ->
                          get.tableName(address.table()).key(items.key(sort)).consistentRead(true));
              found.putAll(answer.item());
            });
    return answered && !found.isEmpty() ? found : null;
  }

  /** A table that throttles is asked again; time is short. */
  private static boolean tried(Runnable request) {
    for (int i = 0; i < TRIES; i++) {
      try {
        request.run();
        return true;
      } catch (SdkException e) {
        LOG.log(System.Logger.Level.DEBUG, "the clock directory", e);
      }
    }
    return false;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
