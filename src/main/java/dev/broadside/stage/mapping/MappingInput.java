package dev.broadside.stage.mapping;

import java.util.Map;

/**
 * What a template can read.
 *
 * @param body the message or the answer, as it came
 * @param context {@code $context}: texts, numbers, booleans, and maps of them
 * @param stageVariables {@code $stageVariables}
 */
public record MappingInput(
    String body, Params params, Map<String, ?> context, Map<String, String> stageVariables) {

  /** The parameters of the request. A WebSocket message has none. */
  public record Params(
      Map<String, String> path, Map<String, String> querystring, Map<String, String> header) {
    /** Those of a message. */
    public static final Params NONE = new Params(Map.of(), Map.of(), Map.of());
  }
}
