package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What queue NotifyConnection calls: posts each message to its connection.
 *
 * <p>A connection that is gone is removed, and its message done. One that the table has put so
 * lately that its handshake may not be over answers as if it were gone: its message comes again, as
 * does one that was throttled or failed. A batch logs one outcome, as a broadcast does.
 */
public final class NotifyConnection
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final Fanout fanout;
  private final ConnectionTable table;
  private final URI endpoint;
  private final System.Logger log;

  /** Reads the environment of the function. */
  public NotifyConnection() {
    this(System.getenv());
  }

  NotifyConnection(Map<String, String> environment) {
    this(environment, System.getLogger(NotifyConnection.class.getName()));
  }

  NotifyConnection(Map<String, String> environment, System.Logger log) {
    Settings settings = Settings.read(environment);
    this.endpoint = settings.connectionsOfApi();
    this.dynamo = Clients.dynamoDb(settings);
    this.fanout = Fanout.from(settings);
    this.table = new ConnectionTable(dynamo, settings.tables());
    this.log = log;
    Rehearsal.tables(environment, dynamo, settings.tables().connections());
    Rehearsal.post(environment, settings);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    BatchFailures failures = new BatchFailures(log);
    Deadline deadline = Deadline.of(context);
    Outcome batch = Outcome.none();
    for (QueueMessage message : QueueMessage.listOf(event)) {
      try {
        Notice notice = Notice.read(message.body(), Notice.CONNECTION);
        batch = batch.then(post(notice, message, failures, deadline));
      } catch (BadRequestException poisoned) {
        failures.add(message, poisoned.sentence());
      }
    }
    log.log(System.Logger.Level.INFO, batch.toJson());
    return failures.toAnswer();
  }

  private Outcome post(
      Notice notice, QueueMessage message, BatchFailures failures, Deadline deadline) {
    Tally tally = new Tally();
    fanout.post(
        endpoint,
        SdkBytes.fromUtf8String(notice.data()),
        Posts.toOne(notice.to(), tally, deadline, new SplittableRandom()));
    int notRemoved = table.remove(tally.gone(), Group.everyone(), deadline);
    Outcome outcome = tally.outcome(notRemoved, null);
    if (outcome.notRemoved() > 0) {
      failures.add(message, "Its connection is not open yet, or cannot be removed.");
    } else if (outcome.posted() + outcome.gone() == 0) {
      failures.add(message, "The post failed: " + reason(outcome));
    }
    return outcome;
  }

  private static String reason(Outcome outcome) {
    return outcome.notTried() > 0 ? "no time was left." : outcome.failures().firstKey() + ".";
  }

  @Override
  public void close() {
    fanout.close();
    dynamo.close();
  }
}
