package dev.broadside.stage.mapping;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

/** Templates rendered in one line, for the tests. */
final class Rendered {
  private Rendered() {}

  static String of(String template, String body) throws MappingException {
    return MappingTemplate.parse("test", template).render(message(body));
  }

  static String json(String template, String body) throws MappingException {
    return MappingTemplate.parse("test", template).renderJson(message(body));
  }

  static String refusal(String template, String body) {
    return String.valueOf(
        assertThrows(MappingException.class, () -> of(template, body)).getMessage());
  }

  static String jsonRefusal(String template, String body) {
    return String.valueOf(
        assertThrows(MappingException.class, () -> json(template, body)).getMessage());
  }

  /** A message on an API without stage variables. */
  static MappingInput message(String body, Map<String, ?> context) {
    return new MappingInput(body, MappingInput.Params.NONE, context, Map.of());
  }

  static MappingInput message(String body) {
    return message(
        body,
        Map.of(
            "connectionId",
            "L0SM9cOFvHcCIhw=",
            "connectedAt",
            1731324924553L,
            "routeKey",
            "sendMessage",
            "identity",
            Map.of("sourceIp", "127.0.0.1")));
  }
}
