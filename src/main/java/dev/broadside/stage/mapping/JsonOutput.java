package dev.broadside.stage.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.broadside.stage.mapping.BoundedText.Part;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Output that must be JSON: where it is not, and what in the template probably made it so. */
final class JsonOutput {
  private static final int AROUND = 24;

  private JsonOutput() {}

  /*
   * JSON can name half of a surrogate pair, UTF-8 cannot: what is to become bytes must name it
   * again, or a question mark would stand in its place, and its receiver could not tell. What AWS
   * does is unknown.
   */
  private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{d800}-\\x{dfff}]");

  /** Returns the output, or says what is wrong with it. */
  static String checked(String name, BoundedText output) throws MappingException {
    String text = output.toString();
    try {
      Json.read(text);
      return LONE_SURROGATE
          .matcher(text)
          .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    } catch (JsonProcessingException broken) {
      throw refusal(name, output, broken);
    } catch (IOException impossible) {
      throw new IllegalStateException("A text cannot fail to be read", impossible);
    }
  }

  private static MappingException refusal(
      String name, BoundedText output, JsonProcessingException broken) {
    String text = output.toString();
    int at = (int) Math.clamp(broken.getLocation().getCharOffset(), 0, text.length());
    @Nullable Part culprit = culprit(output.parts(), text, at);
    Position inTemplate = culprit == null ? new Position(1, 1) : culprit.position();
    return new MappingException(
        name,
        inTemplate,
        "The output is no JSON at its line %d, column %d, near '%s': %s.%s"
            .formatted(
                broken.getLocation().getLineNr(),
                broken.getLocation().getColumnNr(),
                around(text, at),
                broken.getOriginalMessage(),
                culprit == null ? "" : hint(culprit, text, at)));
  }

  /**
   * What made the character at which the parser gave up: the reference before it, if only blanks
   * and punctuation lie between (a missing value or quote is noticed when the next thing is read),
   * else the literal text.
   */
  private static @Nullable Part culprit(List<Part> parts, String text, int at) {
    Part last = null;
    Part reference = null;
    for (Part part : parts) {
      if (part.start() <= at) {
        last = part;
        reference = part.reference() == null ? reference : part;
      }
    }
    boolean near =
        reference != null
            && text.substring(Math.min(reference.end(), at), at)
                .chars()
                .noneMatch(Character::isLetterOrDigit);
    return near ? reference : last;
  }

  private static String hint(Part culprit, String text, int at) {
    String reference = culprit.reference();
    String made = text.substring(culprit.start(), culprit.end());
    if (reference == null || isJson(made)) {
      return "";
    }
    if (made.isEmpty()) {
      return " " + reference + " rendered nothing there.";
    }
    boolean quoted = culprit.start() > 0 && text.charAt(culprit.start() - 1) == '"';
    if (!quoted) {
      return " " + reference + " rendered a text without quotes: put quotes around it.";
    }
    return at <= culprit.end()
        ? " What " + reference + " rendered needs $util.escapeJavaScript."
        : "";
  }

  private static boolean isJson(String text) {
    try {
      Json.read(text);
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  private static String around(String text, int at) {
    String near = text.substring(Math.max(0, at - AROUND), Math.min(text.length(), at + AROUND));
    return near.replace("\r", "\\r").replace("\n", "\\n");
  }
}
