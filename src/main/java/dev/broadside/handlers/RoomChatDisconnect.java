package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code $disconnect} of room-chat: deletes the connection from the table of users, and from its
 * room, which the deleted item names. API Gateway calls it at best once; what stays behind is
 * removed by the first message in the room that meets it.
 */
public final class RoomChatDisconnect
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private final DynamoDbClient dynamo;
  private final ConnectionTable users;

  /** Reads the environment of the function. */
  public RoomChatDisconnect() {
    this(System.getenv());
  }

  RoomChatDisconnect(Map<String, String> environment) {
    Settings settings = Settings.read(environment);
    this.dynamo = Clients.dynamoDb(settings);
    this.users = new ConnectionTable(dynamo, settings.tables());
    Rehearsal.tables(environment, dynamo, settings.tables());
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    users.delete(WebSocketEvent.of(event).connectionId());
    return Answer.ok();
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
