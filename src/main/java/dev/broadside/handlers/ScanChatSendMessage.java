package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code sendMessage} of scan-chat: posts the message's text to everyone in the table, the sender
 * included.
 */
public final class ScanChatSendMessage
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

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
    this.broadcast = new Broadcast(Lookup.from(settings, dynamo), fanout, table, log);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    WebSocketEvent event = WebSocketEvent.of(input);
    Optional<String> message = message(event.body());
    if (message.isEmpty()) {
      return Answer.badRequest(
          "Send JSON with the text in message, such as"
              + " {\"action\":\"sendMessage\",\"message\":\"Hello\"}.");
    }
    URI endpoint = connections == null ? event.endpoint() : connections;
    broadcast.run(
        endpoint, SdkBytes.fromUtf8String(message.get()), Group.everyone(), Deadline.of(context));
    return Answer.ok();
  }

  private static Optional<String> message(@Nullable String body) {
    try {
      JsonNode message = JSON.readTree(body == null ? "" : body).path("message");
      return message.isTextual() ? Optional.of(message.textValue()) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    fanout.close();
    dynamo.close();
  }
}
