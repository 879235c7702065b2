package dev.broadside.load;

import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Placeholders.Name;
import java.util.Locale;

/** Who publishes, as messages name it. */
record Person(String room, String user) {

  /** Publisher {@code number}, from 0. */
  static Person publisher(int number) {
    return new Person("room-1", String.format(Locale.ROOT, "user-%d", number + 1));
  }

  /** The text of one broadcast. */
  String fill(Placeholders text, String marker) {
    return text.fill(
        name ->
            switch (name) {
              case ROOM -> room;
              case USER -> user;
              case MARKER -> marker;
              case TOKEN -> Name.TOKEN.written();
            });
  }
}
