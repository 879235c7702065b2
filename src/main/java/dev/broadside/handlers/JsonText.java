package dev.broadside.handlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Reads members that are texts out of JSON that anybody may have written. */
final class JsonText {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private JsonText() {}

  /** The member; nothing where there is none, where it is no text, and in what is no JSON. */
  static Optional<String> member(String json, String name) {
    try {
      JsonNode member = JSON.readTree(json).path(name);
      return member.isTextual() ? Optional.of(member.textValue()) : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }
}
