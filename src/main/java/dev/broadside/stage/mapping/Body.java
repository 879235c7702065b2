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
  private final boolean json;

  private Body(String text, @Nullable Object document, boolean json) {
    this.text = text;
    this.document = document;
    this.json = json;
  }

  static Body of(String text) {
    if (text.isEmpty()) {
      return new Body("{}", new LinkedHashMap<String, Object>(), false);
    }
    try {
      return new Body(text, Json.read(text), true);
    } catch (IOException notJson) {
      return new Body(text, text, false);
    }
  }

  /** Whether it came as JSON. */
  boolean isJson() {
    return json;
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
