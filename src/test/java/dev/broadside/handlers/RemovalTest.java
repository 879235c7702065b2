package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;

/** Who is gone is removed, but not for longer than the invocation has. */
@Timeout(60)
final class RemovalTest {

  /** A table that answers no deletion. */
  private static final class SilentTable implements DynamoDbClient {
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest delete) {
      try {
        never.await();
        throw new IllegalStateException("it never comes");
      } catch (InterruptedException stopped) {
        throw AbortedException.create("stopped", stopped);
      }
    }
  }

  private static ConnectionTable table(DynamoDbClient dynamo) {
    Map<String, String> environment = Map.of("AWS_REGION", "r", "WEBSOCKET_TABLE", "connections");
    return new ConnectionTable(dynamo, Settings.read(environment).tables(), Clock.systemUTC());
  }

  @Test
  void whatThereIsNoTimeForStaysAndIsCounted() {
    List<String> gone = IntStream.range(0, 20).mapToObj(i -> "id" + i).toList();
    Deadline deadline = new Deadline(0, TimeUnit.MILLISECONDS.toNanos(5), () -> 0);
    assertEquals(20, table(new SilentTable()).remove(gone, Group.everyone(), deadline));
  }

  @Test
  void withoutTimeNothingIsTried() {
    Deadline passed = new Deadline(5, () -> 6);
    assertEquals(1, table(new MemoryTables()).remove(List.of("a"), Group.everyone(), passed));
  }

  @Test
  void removalsEndBeforeTheInvocationDoes() {
    long before = System.nanoTime();
    Deadline deadline = Deadline.of(NoContext.withMillis(4_000));
    assertEquals(200, TimeUnit.NANOSECONDS.toMillis(deadline.removalNanos() - deadline.atNanos()));
    assertEquals(true, deadline.atNanos() - before >= TimeUnit.MILLISECONDS.toNanos(3_600));
  }
}
