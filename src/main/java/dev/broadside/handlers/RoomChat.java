package dev.broadside.handlers;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the two functions that take messages of room-chat share: store, then post to the room. */
final class RoomChat implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final Fanout fanout;
  private final Broadcast broadcast;
  private final UserTable users;
  private final MessageTable messages;
  private final URI connections;

  RoomChat(Map<String, String> environment, System.Logger log) {
    Settings settings = Settings.read(environment);
    String history = RoomChatGetMessages.table(environment);
    this.connections = settings.connectionsOfApi();
    this.dynamo = Clients.dynamoDb(settings);
    this.fanout = Fanout.from(settings);
    ConnectionTable table = new ConnectionTable(dynamo, settings.tables());
    this.users = new UserTable(table, settings.tables().groupAttribute());
    this.messages = new MessageTable(dynamo, history);
    Lookup lookup = Lookup.from(settings, dynamo);
    this.broadcast = new Broadcast(lookup, fanout, table, log);
    Rehearsal.tables(environment, dynamo, settings.tables(), history);
    Rehearsal.lookup(environment, lookup, Group.of("rehearsal"));
    Rehearsal.post(environment, settings);
  }

  UserTable users() {
    return users;
  }

  /** Stores the message and posts it to everyone in its room, who sent it included. */
  Outcome say(ChatMessage message, Deadline deadline) throws BadRequestException {
    byte[] payload = PlainText.fitting("The message with its names", message.toJson().toString());
    messages.put(message);
    return broadcast.run(
        connections, SdkBytes.fromByteArrayUnsafe(payload), Group.of(message.room()), deadline);
  }

  @Override
  public void close() {
    fanout.close();
    dynamo.close();
  }
}
