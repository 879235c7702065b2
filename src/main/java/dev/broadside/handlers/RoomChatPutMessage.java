package dev.broadside.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Map;

/**
 * {@code PUT /rooms/{room}/messages} of room-chat: stores a message, posts it to everyone in the
 * room and answers with its id and the outcome of the broadcast.
 */
public final class RoomChatPutMessage
    implements RequestHandler<Map<String, Object>, Map<String, Object>>, AutoCloseable {
  private static final String EXAMPLE = "{\"user\":\"Mina\",\"message\":\"Hello\"}.";

  private final RoomChat chat;

  /** Reads the environment of the function. */
  public RoomChatPutMessage() {
    this(System.getenv());
  }

  RoomChatPutMessage(Map<String, String> environment) {
    this(environment, System.getLogger(RoomChatPutMessage.class.getName()));
  }

  RoomChatPutMessage(Map<String, String> environment, System.Logger log) {
    this.chat = new RoomChat(environment, log);
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    try {
      HttpEvent event = new HttpEvent(input);
      RequestBody body = RequestBody.of(event.body(), EXAMPLE);
      String room = PlainText.name("room", event.path("room"));
      String user = PlainText.name("user", body.text("user"));
      String text = PlainText.message("message", body.text("message"));
      ChatMessage message = new ChatMessage(room, ChatMessage.id(input), user, text);
      Outcome outcome = chat.say(message, Deadline.of(context));
      ObjectNode answer = Answer.object().put("room", room).put("id", message.id());
      return Answer.json(200, answer.putRawValue("outcome", new RawValue(outcome.toJson())));
    } catch (BadRequestException refused) {
      return Answer.refused(refused);
    }
  }

  @Override
  public void close() {
    chat.close();
  }
}
