package dev.broadside.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API with its one stage.
 *
 * @param id what {@code Ref} gives
 * @param stageName {@code $default}, which is in no path, or a name, which every path begins with
 */
public record HttpApi(
    String id,
    String stageName,
    Map<String, String> stageVariables,
    List<Route> routes,
    @Nullable Cors cors) {
  /** The stage that is in no path. */
  public static final String DEFAULT_STAGE = "$default";

  /**
   * A route and the function behind it.
   *
   * @param function its logical id
   */
  public record Route(HttpRouteKey key, String function) {}

  /**
   * Who may call from a page of another origin, and how.
   *
   * @param maxAgeSeconds how long a browser may keep the answer; null leaves that to it
   */
  public record Cors(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> exposedHeaders,
      boolean credentials,
      @Nullable Integer maxAgeSeconds) {}
}
