package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code sendMessage} of scan-chat: posts the message's text to everyone in the table, the sender
 * included.
 */
public final class ScanChatSendMessage
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String EXAMPLE = "{\"action\":\"sendMessage\",\"message\":\"Hello\"}.";

  private final DynamoDbClient dynamo;
  private final Fanout fanout;
  private final Broadcast broadcast;
  private final @Nullable URI connections;

  /** Reads the environment of the function. */
  public ScanChatSendMessage() {
    this(System.getenv());
  }

  ScanChatSendMessage(Map<String, String> environment) {
    this(environment, System.getLogger(ScanChatSendMessage.class.getName()));
  }

  ScanChatSendMessage(Map<String, String> environment, System.Logger log) {
    Settings settings = Settings.read(environment).forEveryone();
    this.dynamo = Clients.dynamoDb(settings);
    this.fanout = Fanout.from(settings);
    this.connections = settings.connections();
    ConnectionTable table = new ConnectionTable(dynamo, settings.tables());
    Lookup lookup = Lookup.from(settings, dynamo);
    this.broadcast = new Broadcast(lookup, fanout, table, log);
    Rehearsal.tables(environment, dynamo, settings.tables());
    Rehearsal.lookup(environment, lookup, Group.everyone());
    Rehearsal.post(environment, settings);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    WebSocketEvent event = WebSocketEvent.of(input);
    String message;
    try {
      message = PlainText.message("message", RequestBody.of(event.body(), EXAMPLE).text("message"));
    } catch (BadRequestException refused) {
      return Answer.badRequest(refused.sentence());
    }
    URI endpoint = connections == null ? event.endpoint() : connections;
    broadcast.run(
        endpoint, SdkBytes.fromUtf8String(message), Group.everyone(), Deadline.of(context));
    return Answer.ok();
  }

  @Override
  public void close() {
    fanout.close();
    dynamo.close();
  }
}
