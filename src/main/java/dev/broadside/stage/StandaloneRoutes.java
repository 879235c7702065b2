package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/** Route selection without a stage, for whoever measures it. */
public final class StandaloneRoutes {
  private final RouteSelection selection;

  /** Selects by {@code expression}, which has to be one that the stage takes. */
  public StandaloneRoutes(String expression) {
    try {
      selection = RouteSelection.of("expression", expression);
    } catch (StageException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  /** The route key that a message names, or null. */
  public @Nullable String routeKey(String message) {
    return selection.routeKey(message);
  }
}
