package dev.broadside.handlers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

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

  /** Reads a message; nothing where it is none of the queue's, which no retry will change. */
  static Optional<Notice> read(String body, String recipient) {
    Optional<String> to = JsonText.member(body, recipient).filter(text -> !text.isEmpty());
    Optional<String> data =
        JsonText.member(body, "data").filter(text -> !Unicode.hasLoneSurrogate(text));
    return to.isPresent() && data.isPresent()
        ? Optional.of(new Notice(to.get(), data.get()))
        : Optional.empty();
  }

  String toJson(String recipient) {
    return JsonNodeFactory.instance.objectNode().put(recipient, to).put("data", data).toString();
  }
}
