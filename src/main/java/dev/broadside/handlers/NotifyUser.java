package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What queue NotifyUser calls: finds all connections of a user and puts one message for each on
 * queue NotifyConnection.
 *
 * <p>At least once: a user's message is done when each of these was taken; otherwise it comes
 * again, and connections that had theirs get it twice.
 */
public final class NotifyUser
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 50;

  private final DynamoDbClient dynamo;
  private final Lookup lookup;
  private final SqsQueue queue;
  private final System.Logger log;
  private final IntConsumer pause;

  /** Reads the environment of the function. */
  public NotifyUser() {
    this(System.getenv());
  }

  NotifyUser(Map<String, String> environment) {
    this(environment, System.getLogger(NotifyUser.class.getName()), NotifyUser::pause);
  }

  NotifyUser(Map<String, String> environment, System.Logger log, IntConsumer pause) {
    Settings settings = Settings.read(environment).forUsers();
    String url =
        Settings.required(
            environment, "NOTIFY_CONNECTION_QUEUE", "the URL of queue NotifyConnection");
    this.dynamo = Clients.dynamoDb(settings);
    this.lookup = Lookup.from(settings, dynamo);
    this.queue = new SqsQueue(URI.create(url), settings.region());
    this.log = log;
    this.pause = pause;
    Rehearsal.tables(environment, dynamo, settings.tables().connections());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    BatchFailures failures = new BatchFailures(log);
    Outbox<QueueMessage> outbox =
        new Outbox<>(
            queue,
            pause,
            message -> failures.add(message, "NotifyConnection did not take all of it."));
    for (QueueMessage message : QueueMessage.listOf(event)) {
      try {
        put(Notice.read(message.body(), Notice.USER), message, outbox);
      } catch (BadRequestException poisoned) {
        failures.add(message, poisoned.sentence());
      } catch (SdkException unread) {
        failures.add(message, "The user's connections cannot be read: " + unread.getMessage());
      }
    }
    outbox.flush();
    return failures.toAnswer();
  }

  private void put(Notice notice, QueueMessage message, Outbox<QueueMessage> outbox) {
    lookup
        .connections(Group.of(notice.to()))
        .forEachRemaining(
            id -> outbox.add(message, new Notice(id, notice.data()).toJson(Notice.CONNECTION)));
  }

  /** Doubles, with jitter, so that functions that failed together do not come back together. */
  private static void pause(int attempt) {
    long most = FIRST_PAUSE_MILLIS << (attempt - 1);
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(most / 2 + ThreadLocalRandom.current().nextLong(most / 2)));
  }

  @Override
  public void close() {
    queue.close();
    dynamo.close();
  }
}
