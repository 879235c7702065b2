package dev.broadside.stage;

/** Answers calls of {@code @connections}. */
@FunctionalInterface
interface ConnectionsApi {
  /** Answers {@code exchange}, now or later on its event loop. */
  void handle(HttpExchange exchange, String connectionId);
}
