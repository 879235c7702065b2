package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code sendMessage} of history-chat: puts the message into MESSAGES, whose stream does the rest.
 *
 * <p>Stands behind a mapping template, so its event is what the template makes of the message: the
 * texts {@code id}, {@code userName} and {@code message}, and the number {@code timestamp}. Its
 * answer goes back to the sender as it is.
 */
public final class HistoryChatSendMessage
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final HistoryTable messages;

  /** Reads the environment of the function. */
  public HistoryChatSendMessage() {
    this(System.getenv());
  }

  HistoryChatSendMessage(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    this.dynamo = Clients.dynamoDb(settings);
    this.messages = HistoryTable.from(environment, dynamo);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    if (!(event.get("id") instanceof String id)) {
      throw new IllegalArgumentException(
          "The event has no id: only the mapping template of history-chat can invoke this"
              + " function.");
    }
    if (!(event.get("timestamp") instanceof Number timestamp)) {
      throw new IllegalArgumentException(
          "timestamp is no number: it stands without quotes in the mapping template.");
    }
    String userName = event.get("userName") instanceof String name ? name : "";
    String refusal = refusal(event.get("message"), userName);
    if (refusal != null) {
      return Map.of("refused", refusal);
    }
    String message = String.valueOf(event.get("message"));
    messages.put(new HistoryMessage(id, timestamp.longValue(), userName, message));
    return Map.of("stored", id);
  }

  private static @Nullable String refusal(@Nullable Object message, String userName) {
    if (!(message instanceof String text) || text.isEmpty()) {
      return "Send the text in message, such as"
          + " {\"action\":\"sendMessage\",\"message\":\"Hello\"}.";
    }
    return Unicode.hasLoneSurrogate(text) || Unicode.hasLoneSurrogate(userName)
        ? "The text has half of a surrogate pair, which is no character: send both halves."
        : null;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
