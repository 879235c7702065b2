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
  private static final String EXAMPLE = "{\"action\":\"sendMessage\",\"message\":\"Hello\"}.";

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
    Rehearsal.tables(environment, dynamo, messages.name());
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
    try {
      String message = PlainText.message("message", text(event, "message"));
      String name = text(event, "userName");
      String userName = name == null || name.isEmpty() ? "" : PlainText.name("userName", name);
      messages.put(new HistoryMessage(id, timestamp.longValue(), userName, message));
      return Map.of("stored", id);
    } catch (BadRequestException refused) {
      return Map.of("refused", refused.sentence() + " Send one such as " + EXAMPLE);
    }
  }

  private static @Nullable String text(Map<String, Object> event, String name) {
    return event.get(name) instanceof String text ? text : null;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
