package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Route selection by one text in a JSON body: {@code $request.body.action}, also through objects
 * ({@code $request.body.meta.action}) and in braces ({@code ${request.body.action}}). Nearly every
 * API has this expression and every message pays for it, so it takes no JSONPath; what is there and
 * no text, the expression itself makes one of.
 */
final class BodyPath implements RouteSelection {
  private static final String NAMES = "request\\.body\\.([\\w-]+(?:\\.[\\w-]+)*)";
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$(?:" + NAMES + "|\\{" + NAMES + "})");
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<String> path;
  private final RouteSelection otherwise;

  private BodyPath(List<String> path, RouteSelection otherwise) {
    this.path = path;
    this.otherwise = otherwise;
  }

  /** The selection by {@code expression}, or null where that is no such path. */
  static @Nullable BodyPath of(String expression, RouteSelection otherwise) {
    Matcher matcher = EXPRESSION.matcher(expression);
    if (!matcher.matches()) {
      return null;
    }
    String path = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new BodyPath(List.of(path.split("\\.", -1)), otherwise);
  }

  @Override
  public @Nullable String routeKey(String message) {
    JsonNode node;
    try {
      node = JSON.readTree(message);
    } catch (JsonProcessingException notJson) {
      return null;
    }
    for (String name : path) {
      node = node.path(name);
    }
    if (node.isTextual()) {
      String key = node.textValue();
      return key.isEmpty() ? null : key;
    }
    return node.isMissingNode() || node.isNull() ? null : otherwise.routeKey(message);
  }
}
