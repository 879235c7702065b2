package dev.broadside.scenario;

import dev.broadside.scenario.Placeholders.Name;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a text asks to have filled in: <code>${NAME}</code> from the environment, and {@link
 * Placeholders} by who sends it. What it hands out expanded is for a check, never for keeps.
 */
record Expansion(Function<String, @Nullable String> environment) {

  /** Refuses a text that nobody expands. */
  String plain(Section section, String key, String text) throws ScenarioException {
    if (Secrets.occurIn(text)) {
      throw section.error(
          key,
          "cannot hold ${…}: variables are for target, connect.query, connect.headers,"
              + " connect.subprotocol, connect.auth, connect.proxy, join.message and publish.message");
    }
    return text;
  }

  /** The text with its variables' values, once it is sure that it has no placeholder. */
  String expanded(Section section, String key, String text) throws ScenarioException {
    return expanded(section, key, text, Set.of());
  }

  /** As above, with a sample of each placeholder, of which these may be there. */
  String expanded(Section section, String key, String text, Set<Name> allowed)
      throws ScenarioException {
    Placeholders places;
    try {
      places = Placeholders.parse(text, allowed);
    } catch (IllegalArgumentException e) {
      throw section.error(key, String.valueOf(e.getMessage()));
    }
    try {
      return places
          .mapLiterals(literal -> Secrets.expand(literal, environment))
          .fill(name -> name + "-1");
    } catch (IllegalArgumentException e) {
      throw section.error(key, "cannot be expanded, since " + e.getMessage());
    }
  }
}
