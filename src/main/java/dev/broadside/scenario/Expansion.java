package dev.broadside.scenario;

import dev.broadside.scenario.Placeholders.Name;
import java.util.Set;
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

  /** A text with places to fill in, once it is sure that its variables are there. */
  Placeholders places(Section section, String key, String text, Set<Name> allowed)
      throws ScenarioException {
    Placeholders places;
    try {
      places = Placeholders.parse(text, allowed);
    } catch (IllegalArgumentException e) {
      throw section.error(key, String.valueOf(e.getMessage()));
    }
    try {
      filled(places, Name::written);
      return places;
    } catch (IllegalArgumentException e) {
      throw section.error(key, "cannot be expanded, since " + e.getMessage());
    }
  }

  /** It as it will be sent, for a check. */
  String filled(Placeholders places, Function<Name, String> values) {
    return places.mapLiterals(text -> Secrets.expand(text, environment)).fill(values);
  }
}
