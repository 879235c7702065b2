package dev.broadside.scenario;

/**
 * Where a key or a value stands: {@code file:line:column}, or the {@code --set} that brought it.
 */
record Position(String text) {

  /** The exception that says {@code sentence} about this place. */
  ScenarioException error(String sentence) {
    return new ScenarioException(text + ": " + sentence);
  }
}
