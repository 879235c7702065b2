package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/**
 * {@code sendMessage} of room-chat: a message by frame, in the name and for the room with which its
 * sender connected.
 */
public final class RoomChatSendMessage
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String EXAMPLE = "{\"action\":\"sendMessage\",\"message\":\"Hello\"}.";

  private final RoomChat chat;

  /** Reads the environment of the function. */
  public RoomChatSendMessage() {
    this(System.getenv());
  }

  RoomChatSendMessage(Map<String, String> environment) {
    this(environment, System.getLogger(RoomChatSendMessage.class.getName()));
  }

  RoomChatSendMessage(Map<String, String> environment, System.Logger log) {
    this.chat = new RoomChat(environment, log);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    try {
      WebSocketEvent event = WebSocketEvent.of(input);
      RequestBody body = RequestBody.of(event.body(), EXAMPLE);
      String message = PlainText.message("message", body.text("message"));
      UserTable.User sender = chat.users().find(event.connectionId());
      if (sender == null) {
        return Answer.badRequest("You are in no room any more: connect again.");
      }
      chat.say(
          new ChatMessage(sender.room(), ChatMessage.id(input), sender.name(), message),
          Deadline.of(context));
      return Answer.ok();
    } catch (BadRequestException refused) {
      return Answer.badRequest(refused.sentence());
    }
  }

  @Override
  public void close() {
    chat.close();
  }
}
