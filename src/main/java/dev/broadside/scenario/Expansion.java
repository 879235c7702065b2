package dev.broadside.scenario;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a text asks to have filled in: <code>${NAME}</code> from the environment, and <code>
 * #{marker}</code> by the publisher. What it hands out expanded is for a check, never for keeps.
 */
record Expansion(Function<String, @Nullable String> environment) {
  private static final Pattern PLACEHOLDER = Pattern.compile("#\\{\\w*}?");

  /** Refuses a text that nobody expands. */
  String plain(Section section, String key, String text) throws ScenarioException {
    if (Secrets.occurIn(text)) {
      throw section.error(
          key,
          "cannot hold ${…}: variables are for target, connect.query, connect.headers,"
              + " connect.subprotocol and publish.message");
    }
    return text;
  }

  /** The text with its variables' values, once it is sure that it has no placeholder. */
  String expanded(Section section, String key, String text) throws ScenarioException {
    return expanded(section, key, text, "");
  }

  /** As above, with one placeholder that may be there. */
  String expanded(Section section, String key, String text, String allowed)
      throws ScenarioException {
    Matcher placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      if (!placeholders.group().equals(allowed)) {
        throw section.error(
            key,
            "has %s, which is not supported by this version: write the value itself"
                .formatted(placeholders.group()));
      }
    }
    try {
      return Secrets.expand(text, environment);
    } catch (IllegalArgumentException e) {
      throw section.error(key, "cannot be expanded, since " + e.getMessage());
    }
  }
}
