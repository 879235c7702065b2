package dev.broadside.stage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.broadside.stage.mapping.MappingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as mapping templates see it: {@code $context} is the event's {@code requestContext}, so
 * that no value can differ between the two, and a handshake has parameters.
 */
final class EventInput {
  private static final ObjectReader JSON =
      new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

  private EventInput() {}

  static MappingInput of(byte[] event) {
    Map<String, Object> members;
    try {
      members = JSON.readValue(event);
    } catch (IOException e) {
      throw new UncheckedIOException("an event of ours is no JSON", e);
    }
    MappingInput.Params params =
        new MappingInput.Params(
            Map.of(), texts(members, "queryStringParameters"), texts(members, "headers"));
    String body = members.get("body") instanceof String text ? text : "";
    return new MappingInput(body, params, map(members, "requestContext"), Map.of());
  }

  /** The same request, when {@code body} was answered with {@code status}. */
  static MappingInput ofAnswer(MappingInput request, int status, String body) {
    Map<String, Object> context = new LinkedHashMap<>(request.context());
    context.put("status", status);
    return new MappingInput(body, request.params(), context, request.stageVariables());
  }

  private static Map<?, ?> raw(Map<String, Object> members, String name) {
    return members.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, Object> map(Map<String, Object> members, String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    raw(members, name).forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  private static Map<String, String> texts(Map<String, Object> members, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    raw(members, name).forEach((key, value) -> texts.put(String.valueOf(key), value + ""));
    return texts;
  }
}
