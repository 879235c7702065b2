package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An expression that picks a route or a template: static text such as {@code 200} or {@code
 * \$default}, and variables such as {@code $request.body.kind} or <code>${request.body.kind}</code>
 * with any JSONPath after {@code request.body}. It is evaluated once, and a variable that is
 * missing is the empty text.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS's
 *     rules for selection expressions</a>
 */
public final class SelectionExpression {
  private static final String BODY = "request.body";

  /** Without braces a JSONPath ends where none of its names, brackets and functions goes on. */
  private static final Pattern PIECE =
      Pattern.compile(
          "\\\\(?<escaped>\\$)|\\$\\{(?<braces>[^}]*)}"
              + "|\\$(?<bare>[A-Za-z](?:[\\w.*-]|\\[(?:'[^']*'|\\[[^\\]]*]|[^\\]\\['])*]|\\(\\))*)"
              + "|(?<text>[^\\\\$]+|\\\\)");

  private final String name;
  private final List<Piece> pieces;

  private enum Kind {
    TEXT,
    BARE,
    WRAPPED
  }

  private record Piece(String text, Kind kind) {
    boolean isVariable() {
      return kind != Kind.TEXT;
    }

    boolean isOfBody() {
      return isVariable()
          && text.startsWith(BODY)
          && (text.length() == BODY.length() || ".[".indexOf(text.charAt(BODY.length())) >= 0);
    }

    String path() {
      return "$" + text.substring(BODY.length());
    }
  }

  private SelectionExpression(String name, List<Piece> pieces) {
    this.name = name;
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
      Piece piece = piece(matcher);
      String wrong = piece.isOfBody() ? JsonPaths.refusal(piece.path()) : null;
      if (wrong != null) {
        throw new MappingException(name, new Position(1, end + 1), wrong);
      }
      pieces.add(piece);
      end = matcher.end();
    }
    if (end < expression.length()) {
      throw new MappingException(
          name,
          new Position(1, end + 1),
          "'" + expression + "' has a $ that is no variable: write \\$, or ${request.body.name}.");
    }
    return new SelectionExpression(name, pieces);
  }

  private static Piece piece(Matcher matcher) {
    String braces = matcher.group("braces");
    String bare = matcher.group("bare");
    String escaped = matcher.group("escaped");
    if (braces != null) {
      return new Piece(braces, Kind.WRAPPED);
    }
    return bare != null
        ? new Piece(bare, Kind.BARE)
        : new Piece(escaped != null ? escaped : matcher.group("text"), Kind.TEXT);
  }

  /** The variables that are not of the body of a request. */
  public Set<String> others() {
    return pieces.stream()
        .filter(piece -> piece.isVariable() && !piece.isOfBody())
        .map(Piece::text)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The route that a message names, or null where it names none: it is no JSON, or the whole
   * expression is one variable without braces and there is nothing.
   */
  public @Nullable String routeKey(String message) throws MappingException {
    Body body = Body.of(message);
    if (!body.isJson()) {
      return null;
    }
    boolean plain = pieces.size() == 1 && pieces.getFirst().kind() == Kind.BARE;
    String key = key(body, Map.of());
    return plain && key.isEmpty() ? null : key;
  }

  /**
   * The key.
   *
   * @param others further variables, such as {@code integration.response.statuscode}
   */
  public String key(String requestBody, Map<String, String> others) throws MappingException {
    return key(Body.of(requestBody), others);
  }

  private String key(Body body, Map<String, String> others) throws MappingException {
    Budget budget = new Budget();
    Function<Piece, String> evaluated =
        piece -> piece.isVariable() ? variable(piece, body, others, budget) : piece.text();
    try {
      return pieces.stream().map(evaluated).collect(Collectors.joining());
    } catch (RenderingStop stop) {
      throw new MappingException(name, new Position(1, 1), stop.sentence());
    } catch (RuntimeException failed) {
      throw new MappingException(
          name, new Position(1, 1), "This fails: " + failed.getMessage() + ".");
    } catch (StackOverflowError tooDeep) {
      throw new MappingException(name, new Position(1, 1), "The message is nested too deep.");
    }
  }

  private static String variable(
      Piece piece, Body body, Map<String, String> others, Budget budget) {
    if (!piece.isOfBody()) {
      return others.getOrDefault(piece.text(), "");
    }
    Object value = body.at(piece.path(), budget);
    // The documented form of a list is [item1, item2], not JSON.
    return new Values(budget)
        .text(value instanceof JsonArray array ? new ArrayList<>(array) : value);
  }
}
