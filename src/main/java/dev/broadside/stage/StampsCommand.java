package dev.broadside.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The commands about {@link Stamps}: {@code stamp RUN} begins, {@code stamps NANOS FILE} writes
 * them, counted from {@code NANOS}. Both answer what {@code System.nanoTime} says here, so that who
 * asked can tell whether it is the same clock.
 */
final class StampsCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stamps stamps;

  StampsCommand(Stamps stamps) {
    this.stamps = stamps;
  }

  ObjectNode answer(String command) {
    ObjectNode answer = JSON.createObjectNode().put("nanos", System.nanoTime());
    String[] words = command.split(" ", 3);
    try {
      if (words.length == 2 && words[0].equals("stamp")) {
        stamps.begin(words[1]);
      } else if (words.length == 3 && words[0].equals("stamps")) {
        answer.put("broadcasts", stamps.write(Path.of(words[2]), Long.parseLong(words[1])));
      } else {
        answer.put("error", "say 'stamp RUN' or 'stamps NANOS FILE'");
      }
    } catch (IOException | NumberFormatException e) {
      answer.put("error", "the stamps cannot be written: " + e);
    }
    return answer;
  }
}
