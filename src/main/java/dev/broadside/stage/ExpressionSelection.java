package dev.broadside.stage;

import dev.broadside.stage.mapping.MappingException;
import dev.broadside.stage.mapping.SelectionExpression;
import org.jspecify.annotations.Nullable;

/** Route selection by any expression: JSONPaths into the body, several of them, static text. */
final class ExpressionSelection implements RouteSelection {
  private final SelectionExpression expression;
  private final FailureLog log = new FailureLog(ExpressionSelection.class);

  private ExpressionSelection(SelectionExpression expression) {
    this.expression = expression;
  }

  static ExpressionSelection of(String name, String text) throws StageException {
    SelectionExpression expression;
    try {
      expression = SelectionExpression.parse(name, text);
    } catch (MappingException wrong) {
      throw StageException.of(wrong);
    }
    for (String other : expression.others()) {
      throw new StageException(
          name
              + ": '"
              + text
              + "' reads "
              + other
              + ", and a message has a body only: write $request.body.NAME, or text with"
              + " ${request.body.NAME}, where any JSONPath may follow $request.body");
    }
    return new ExpressionSelection(expression);
  }

  /** A JSONPath that this message makes fail, or look too long, names no route. */
  @Override
  public @Nullable String routeKey(String message) {
    try {
      return expression.routeKey(message);
    } catch (MappingException failed) {
      log.warn(String.valueOf(failed.getMessage()));
      return null;
    }
  }
}
