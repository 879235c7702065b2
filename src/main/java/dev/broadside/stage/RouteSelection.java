package dev.broadside.stage;

import org.jspecify.annotations.Nullable;

/** Names the route that a message asks for, by the API's route selection expression. */
@FunctionalInterface
interface RouteSelection {
  /** The route key, or null where the message names none: not JSON, or without the member. */
  @Nullable String routeKey(String message);
}
