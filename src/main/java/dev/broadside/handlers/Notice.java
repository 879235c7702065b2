package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a queue of notify holds: a text, and whom it is for.
 *
 * @param to a user, or one connection
 */
record Notice(String to, String data) {
  /** The member that says whom, in queue NotifyUser. */
  static final String USER = "userId";

  /** The member that says whom, in queue NotifyConnection. */
  static final String CONNECTION = "connectionId";

  /** Reads a message. One that is none of the queue's is refused: no retry will change it. */
  static Notice read(String body, String recipient) throws BadRequestException {
    RequestBody json = RequestBody.of(body, "{\"" + recipient + "\":\"1234\",\"data\":\"Hello\"}.");
    return new Notice(
        PlainText.name(recipient, json.text(recipient)),
        PlainText.message("data", json.text("data")));
  }

  String toJson(String recipient) {
    return JsonNodeFactory.instance.objectNode().put(recipient, to).put("data", data).toString();
  }
}
