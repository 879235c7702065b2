package dev.broadside.stage.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as text. A value is null, a text, a number, a boolean, a list, a map, an {@link Entry} or
 * one of the {@link Receiver}s.
 *
 * <p>AWS renders an object as Java does, {@code {foo=bar}}, and an array out of JSON as JSON, also
 * inside such an object: {@code {foo=[{"a":1}]}}. What is null renders nothing.
 */
final class Values {
  private static final int DEEPEST = 1_050; // Jackson reads 1,000 levels.

  private final Budget budget;

  Values(Budget budget) {
    this.budget = budget;
  }

  /** A member of a map, in a loop over its entries. */
  record Entry(String key, @Nullable Object value) {}

  String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    BoundedText text = new BoundedText(budget);
    append(text, value);
    return text.toString();
  }

  void append(BoundedText text, @Nullable Object value) {
    if (value != null) {
      java(text, value, 0);
    }
  }

  String json(@Nullable Object value) {
    BoundedText text = new BoundedText(budget);
    json(text, value, 0);
    return text.toString();
  }

  private void java(BoundedText text, @Nullable Object value, int depth) {
    enter(depth);
    switch (value) {
      case JsonArray array -> json(text, array, depth);
      case List<?> list -> {
        text.append("[");
        String separator = "";
        for (Object item : list) {
          text.append(separator);
          java(text, item, depth + 1);
          separator = ", ";
        }
        text.append("]");
      }
      case Map<?, ?> map -> {
        text.append("{");
        String separator = "";
        for (Map.Entry<?, ?> member : map.entrySet()) {
          text.append(separator).append(member.getKey() + "=");
          java(text, member.getValue(), depth + 1);
          separator = ", ";
        }
        text.append("}");
      }
      case Entry entry -> {
        text.append(entry.key()).append("=");
        java(text, entry.value(), depth + 1);
      }
      case null, default -> text.append(String.valueOf(value));
    }
  }

  private void json(BoundedText text, @Nullable Object value, int depth) {
    enter(depth);
    switch (value) {
      case List<?> list -> {
        text.append("[");
        String separator = "";
        for (Object item : list) {
          text.append(separator);
          json(text, item, depth + 1);
          separator = ",";
        }
        text.append("]");
      }
      case Map<?, ?> map -> {
        text.append("{");
        String separator = "";
        for (Map.Entry<?, ?> member : map.entrySet()) {
          text.append(separator).append(Json.quote(String.valueOf(member.getKey()))).append(":");
          json(text, member.getValue(), depth + 1);
          separator = ",";
        }
        text.append("}");
      }
      case Number number -> text.append(number.toString());
      case Boolean bool -> text.append(bool.toString());
      case null -> text.append("null");
      default -> text.append(Json.quote(text(value)));
    }
  }

  private void enter(int depth) {
    budget.step();
    if (depth > DEEPEST) {
      throw new RenderingStop(
          "A list or map is nested more than " + DEEPEST + " levels deep, or contains itself.");
    }
  }
}
