package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps from outside, as values that a template can read and not change. */
final class ReadOnly {
  private ReadOnly() {}

  static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), value(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy(map);
      case Collection<?> items ->
          Collections.unmodifiableList(
              new ArrayList<@Nullable Object>(items.stream().map(ReadOnly::value).toList()));
      case Integer number -> number.longValue();
      case Number number -> number;
      case Boolean bool -> bool;
      case null -> null;
      default -> value.toString();
    };
  }
}
