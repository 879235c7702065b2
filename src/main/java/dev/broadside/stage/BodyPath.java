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
 * Route selection by one member of a JSON body: {@code $request.body.action}, also through objects
 * ({@code $request.body.meta.action}) and in braces ({@code ${request.body.action}}).
 */
final class BodyPath implements RouteSelection {
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$(?:request\\.body\\.([\\w.-]+)|\\{request\\.body\\.([\\w.-]+)})");
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<String> path;

  private BodyPath(List<String> path) {
    this.path = path;
  }

  static BodyPath of(String expression) throws StageException {
    Matcher matcher = EXPRESSION.matcher(expression);
    if (!matcher.matches()) {
      throw new StageException(
          "the route selection expression '"
              + expression
              + "' is not supported: write $request.body.NAME, for example $request.body.action");
    }
    String path = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new BodyPath(List.of(path.split("\\.", -1)));
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
    return node.isMissingNode() || node.isNull()
        ? null
        : node.isValueNode() ? node.asText() : node.toString();
  }
}
