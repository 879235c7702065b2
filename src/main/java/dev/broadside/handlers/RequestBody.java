package dev.broadside.handlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** The JSON object that a client sent. */
record RequestBody(JsonNode json) {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  /**
   * Reads a body.
   *
   * @param example what to send instead, where this is none
   */
  static RequestBody of(@Nullable String body, String example) throws BadRequestException {
    try {
      JsonNode json = JSON.readTree(body == null ? "" : body);
      if (json.isObject()) {
        return new RequestBody(json);
      }
    } catch (JsonProcessingException notJson) {
      // Said below, as for JSON that is no object.
    }
    throw new BadRequestException("The body is not a JSON object: send one such as " + example);
  }

  /** The text of a field, or null where the field is missing or something else. */
  @Nullable String text(String field) {
    return json.path(field).textValue();
  }
}
