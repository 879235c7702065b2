package dev.broadside.load.dsl;

/** Where a simulation begins: {@code import static dev.broadside.load.dsl.BroadcastDsl.*;}. */
public final class BroadcastDsl {
  private BroadcastDsl() {}

  /**
   * Declares an audience and what is published to it. Its name begins the names of its requests in
   * Gatling's report, as in {@code room delivery}. Declare one for each audience.
   */
  public static Broadcast broadcast(String name) {
    return new Broadcast(Declaration.of(name));
  }
}
