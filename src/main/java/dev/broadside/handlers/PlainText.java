package dev.broadside.handlers;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text that may go on to other people: not blank, well-formed, and without control characters but
 * for tabs and line breaks, so that every receiver reads what was sent.
 */
final class PlainText {
  /** API Gateway's limit on a message, in bytes; a longer post earns 413. */
  static final int MOST_BYTES = 128 * 1024;

  private static final int MOST_NAME_CHARACTERS = 128;

  private PlainText() {}

  /** A message, which must fit into a post. */
  static String message(String field, @Nullable String text) throws BadRequestException {
    String checked = checked(field, text);
    fitting(field, checked);
    return checked;
  }

  /** The bytes of a post, which end where API Gateway's limit is. */
  static byte[] fitting(String what, String text) throws BadRequestException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new BadRequestException(
          "%s has %d bytes as UTF-8, and a WebSocket message has at most %d: send less at once."
              .formatted(what, bytes.length, MOST_BYTES));
    }
    return bytes;
  }

  /** The name of a room or a user. */
  static String name(String field, @Nullable String text) throws BadRequestException {
    String checked = checked(field, text);
    if (checked.length() > MOST_NAME_CHARACTERS || checked.chars().anyMatch(c -> c < ' ')) {
      throw new BadRequestException(
          "%s must be a name in one line of at most %d characters."
              .formatted(field, MOST_NAME_CHARACTERS));
    }
    return checked;
  }

  private static String checked(String field, @Nullable String text) throws BadRequestException {
    if (text == null || text.isBlank()) {
      throw new BadRequestException(field + " is missing or blank: send a text.");
    }
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      if (Character.isISOControl(character) && "\t\n\r".indexOf(character) < 0) {
        throw new BadRequestException(
            "%s has the control character U+%04X at %d: leave it out."
                .formatted(field, character, i));
      }
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw new BadRequestException(
            "%s has half a character, U+%04X, at %d: send both halves or none."
                .formatted(field, character, i));
      }
    }
    return text;
  }
}
