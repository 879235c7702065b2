package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression that picks a template: static text such as {@code 200} or {@code \$default}, and
 * variables such as {@code $request.body.kind} or <code>${request.body.kind}</code>. It is
 * evaluated once, and a variable that is missing is the empty text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS's
 *     rules for selection expressions</a>
 */
public final class SelectionExpression {
  private static final String BODY = "request.body";
  private static final Pattern PIECE =
      Pattern.compile(
          "\\\\(?<escaped>\\$)|\\$\\{(?<braces>[^}]*)}|\\$(?<bare>[A-Za-z][\\w.\\[\\]-]*)"
              + "|(?<text>[^\\\\$]+|\\\\)");

  private final List<Piece> pieces;

  /** Either text or a variable. */
  private record Piece(String text, boolean variable) {}

  private SelectionExpression(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * Reads an expression.
   *
   * @param name what messages call it
   */
  public static SelectionExpression parse(String name, String expression) throws MappingException {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(expression);
    int end = 0;
    for (; matcher.lookingAt(); matcher.region(end, expression.length())) {
      end = matcher.end();
      String braces = matcher.group("braces");
      String bare = matcher.group("bare");
      String escaped = matcher.group("escaped");
      if (braces != null || bare != null) {
        pieces.add(new Piece(braces != null ? braces : String.valueOf(bare), true));
      } else {
        pieces.add(new Piece(escaped != null ? escaped : matcher.group("text"), false));
      }
    }
    if (end < expression.length()) {
      throw new MappingException(
          name,
          new Position(1, end + 1),
          "'" + expression + "' has a $ that is no variable: write \\$, or ${request.body.name}.");
    }
    return new SelectionExpression(pieces);
  }

  /** The key, where only the body of a request is known. */
  public String ofRequest(String body) throws MappingException {
    return key(body, Map.of());
  }

  /**
   * The key.
   *
   * @param others further variables, such as {@code integration.response.statuscode}
   */
  public String key(String requestBody, Map<String, String> others) throws MappingException {
    Body body = Body.of(requestBody);
    Budget budget = new Budget();
    Function<Piece, String> evaluated =
        piece -> piece.variable() ? variable(piece.text(), body, others, budget) : piece.text();
    try {
      return pieces.stream().map(evaluated).collect(Collectors.joining());
    } catch (RenderingStop stop) {
      throw new MappingException("selection expression", new Position(1, 1), stop.sentence());
    }
  }

  private static String variable(
      String variable, Body body, Map<String, String> others, Budget budget) {
    if (!variable.equals(BODY) && !variable.startsWith(BODY + ".")) {
      return others.getOrDefault(variable, "");
    }
    Object value = body.at("$" + variable.substring(BODY.length()), budget);
    // The documented form of a list is [item1, item2], not JSON.
    return new Values(budget).text(value instanceof JsonArray array ? List.copyOf(array) : value);
  }
}
