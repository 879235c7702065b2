package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/** Names the route that a message asks for, by the API's route selection expression. */
@FunctionalInterface
interface RouteSelection {
  /** The route key, or null where the message names none: not JSON, or without the member. */
  @Nullable String routeKey(String message);

  /**
   * Reads a route selection expression.
   *
   * @param name what messages call it
   */
  static RouteSelection of(String name, String expression) throws StageException {
    RouteSelection any = ExpressionSelection.of(name, expression);
    BodyPath member = BodyPath.of(expression, any);
    return member == null ? any : member;
  }
}
