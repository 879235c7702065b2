package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code $connect} of room-chat: puts the connection into the table of users, with the room and the
 * user of its query string. Without both the handshake is refused with 400.
 */
public final class RoomChatConnect
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String QUERY = "queryStringParameters";

  private final DynamoDbClient dynamo;
  private final UserTable users;

  /** Reads the environment of the function. */
  public RoomChatConnect() {
    this(System.getenv());
  }

  RoomChatConnect(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    this.dynamo = Clients.dynamoDb(settings);
    Tables tables = settings.tables();
    this.users = new UserTable(new ConnectionTable(dynamo, tables), tables.groupAttribute());
    Rehearsal.tables(environment, dynamo, tables);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    try {
      String room = PlainText.name("room", HttpEvent.parameter(event, QUERY, "room"));
      String user = PlainText.name("user", HttpEvent.parameter(event, QUERY, "user"));
      users.put(WebSocketEvent.of(event).connectionId(), new UserTable.User(room, user));
      return Answer.ok();
    } catch (BadRequestException refused) {
      return Answer.badRequest(refused.sentence() + " Connect with ?room=NAME&user=NAME.");
    }
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
