package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the stream of MESSAGES triggers: posts the whole current history to everyone in CONNECTED,
 * once for each batch of changes.
 *
 * <p>Nothing bounds a history but AWS: {@code @connections} answers 413 to a message of more than
 * 128 KB, so then nobody gets anything any more, which the log says once for each broadcast. A
 * record that is no message is left out, and the log says that too: trying again would not make it
 * one, and would hold up all that come after it.
 */
public final class HistoryChatBroadcast
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final Fanout fanout;
  private final HistoryTable messages;
  private final Broadcast broadcast;
  private final URI endpoint;
  private final System.Logger log;

  /** Reads the environment of the function. */
  public HistoryChatBroadcast() {
    this(System.getenv());
  }

  HistoryChatBroadcast(Map<String, String> environment) {
    this(environment, System.getLogger(HistoryChatBroadcast.class.getName()));
  }

  HistoryChatBroadcast(Map<String, String> environment, System.Logger log) {
    Settings settings = Settings.read(environment).forEveryone();
    this.endpoint = settings.connectionsOfApi();
    this.dynamo = Clients.dynamoDb(settings);
    this.messages = HistoryTable.from(environment, dynamo);
    this.fanout = Fanout.from(settings);
    ConnectionTable connected = new ConnectionTable(dynamo, settings.tables());
    this.broadcast = new Broadcast(Lookup.from(settings, dynamo), fanout, connected, log);
    this.log = log;
    Rehearsal.tables(environment, dynamo, settings.tables().connections(), messages.name());
    Rehearsal.post(environment, settings);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    var changes = StreamRecord.listOf(event);
    History history = messages.history();
    for (StreamRecord change : changes) {
      if (change.image() == null) {
        history.remove(change.key(HistoryMessage.ID));
      } else {
        history.put(change.image());
      }
    }
    if (!history.unreadable().isEmpty()) {
      log.log(
          System.Logger.Level.ERROR,
          "{0} items of MESSAGES are no messages and were left out; their ids: {1}",
          history.unreadable().size(),
          history.unreadable());
    }
    SdkBytes payload = history.toJson();
    Outcome outcome = broadcast.run(endpoint, payload, Group.everyone(), Deadline.of(context));
    if (outcome.tooLarge() > 0) {
      log.log(
          System.Logger.Level.ERROR,
          "The history is too large for {0} connections: {1} messages, {2} bytes. A post takes"
              + " 131072 bytes: delete messages from MESSAGES.",
          outcome.tooLarge(),
          history.size(),
          Integer.toString(payload.asByteArrayUnsafe().length));
    }
    return Map.of();
  }

  @Override
  public void close() {
    fanout.close();
    dynamo.close();
  }
}
