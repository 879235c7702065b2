package dev.broadside.handlers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the events in {@code src/test/resources/events}. */
final class Event {
  private Event() {}

  static Map<String, Object> named(String name) {
    try (InputStream json = Event.class.getResourceAsStream("/events/" + name + ".json")) {
      return new ObjectMapper()
          .readValue(Objects.requireNonNull(json), new TypeReference<Map<String, Object>>() {});
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  static Map<String, Object> message(@Nullable String body) {
    Map<String, Object> event = new HashMap<>(named("message"));
    event.put("body", body);
    return event;
  }
}
