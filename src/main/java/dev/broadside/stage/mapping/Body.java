package dev.broadside.stage.mapping;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A body as templates see it: without content it is <code>{}</code>, and what is no JSON is one
 * text.
 */
final class Body {
  private final String text;
  private final @Nullable Object document;

  private Body(String text, @Nullable Object document) {
    this.text = text;
    this.document = document;
  }

  static Body of(String text) {
    if (text.isEmpty()) {
      return new Body("{}", new LinkedHashMap<String, Object>());
    }
    try {
      return new Body(text, Json.read(text));
    } catch (IOException notJson) {
      return new Body(text, text);
    }
  }

  String text() {
    return text;
  }

  /** What is at a JSONPath, or null. */
  @Nullable Object at(String path, Budget budget) {
    JsonPaths.Found found = JsonPaths.find(document, path, budget);
    return found == null ? null : found.value();
  }

  /** What is at a JSONPath as JSON; where nothing is, that of the empty text. */
  String json(String path, Budget budget) {
    JsonPaths.Found found = JsonPaths.find(document, path, budget);
    return found == null ? "\"\"" : new Values(budget).json(found.value());
  }
}
