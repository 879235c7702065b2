package dev.broadside.load;

import dev.broadside.scenario.Placeholders;

/** Who a connection is, as the texts that it sends name it. No {@code toString} tells its token. */
final class Person {
  private final String room;
  private final String user;
  private final String token;

  Person(String room, String user, String token) {
    this.room = room;
    this.user = user;
    this.token = token;
  }

  /** The text of a handshake, or of a first frame. */
  String fill(Placeholders text) {
    return fill(text, "");
  }

  /** The text of one broadcast. */
  String fill(Placeholders text, String marker) {
    return text.fill(
        name ->
            switch (name) {
              case ROOM -> room;
              case USER -> user;
              case TOKEN -> token;
              case MARKER -> marker;
            });
  }

  @Override
  public String toString() {
    return user + " in " + room;
  }
}
