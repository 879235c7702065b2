package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code GET /rooms/{room}/messages} of room-chat: the last messages of a room, the newest last.
 * {@code limit} says how many; {@code before}, an id, asks for older ones. The answer's own {@code
 * before} is what the next page is asked with, and null when nothing is older.
 */
public final class RoomChatGetMessages
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String USUAL_LIMIT = "50";
  private static final int MOST = 100;

  private final DynamoDbClient dynamo;
  private final MessageTable messages;

  /** Reads the environment of the function. */
  public RoomChatGetMessages() {
    this(System.getenv());
  }

  RoomChatGetMessages(Map<String, String> environment) {
    this.dynamo = Clients.dynamoDb(Settings.read(environment));
    this.messages = new MessageTable(dynamo, table(environment));
    Rehearsal.tables(environment, dynamo, table(environment));
  }

  /** The name of the table of messages. */
  static String table(Map<String, String> environment) {
    return Settings.required(environment, "MESSAGES_TABLE", "the table of the messages");
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    try {
      HttpEvent event = new HttpEvent(input);
      String room = PlainText.name("room", event.path("room"));
      @Nullable String before = event.query("before");
      MessageTable.Page page =
          messages.last(
              room,
              limit(event.query("limit")),
              before == null ? null : PlainText.name("before", before));
      ObjectNode answer = Answer.object().put("room", room);
      ArrayNode list = answer.putArray("messages");
      page.messages().forEach(message -> list.add(message.toJson()));
      return Answer.json(200, answer.put("before", page.before()));
    } catch (BadRequestException refused) {
      return Answer.refused(refused);
    }
  }

  private static int limit(@Nullable String text) throws BadRequestException {
    String limit = text == null ? USUAL_LIMIT : text;
    int number = limit.matches("\\d{1,3}") ? Integer.parseInt(limit) : 0;
    if (number < 1 || number > MOST) {
      throw new BadRequestException("limit must be a whole number from 1 to " + MOST + ".");
    }
    return number;
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
