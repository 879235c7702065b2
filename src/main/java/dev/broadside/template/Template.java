package dev.broadside.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a CloudFormation template asks the local stage to run, with every intrinsic resolved. */
public record Template(List<Table> tables, List<Function> functions, WebSocketApi webSocketApi) {

  /** A DynamoDB table. */
  public record Table(
      String logicalId, String name, List<Attribute> attributes, Key key, List<Index> indexes) {}

  /** An attribute definition; the type is {@code S}, {@code N} or {@code B}. */
  public record Attribute(String name, String type) {}

  /** A key schema. */
  public record Key(String hash, @Nullable String range) {}

  /**
   * A global secondary index; the projection is {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}.
   */
  public record Index(String name, Key key, String projection, List<String> nonKeyAttributes) {}

  /** A Lambda function; the handler is {@code package.Class::method} or {@code package.Class}. */
  public record Function(
      String logicalId,
      String name,
      String runtime,
      String handler,
      Map<String, String> environment,
      Duration timeout,
      int memoryMb) {}

  /** A WebSocket API with its one stage. */
  public record WebSocketApi(
      String logicalId,
      String name,
      String routeSelectionExpression,
      String stageName,
      List<Route> routes,
      Throttles throttles) {
    /** An API whose stage says nothing about rates. */
    public WebSocketApi(
        String logicalId,
        String name,
        String routeSelectionExpression,
        String stageName,
        List<Route> routes) {
      this(
          logicalId,
          name,
          routeSelectionExpression,
          stageName,
          routes,
          new Throttles(null, Map.of()));
    }
  }

  /** How many messages a second a route takes, and how many at once. */
  public record Throttle(double perSecond, int burst) {}

  /** What a stage says of its routes: those without settings of their own have the default ones. */
  public record Throttles(@Nullable Throttle standard, Map<String, Throttle> byRoute) {
    /** That of a route, or null where it has none. */
    public @Nullable Throttle of(String routeKey) {
      Throttle own = byRoute.get(routeKey);
      return own == null ? standard : own;
    }
  }

  /**
   * A route and what stands behind it.
   *
   * @param routeResponse whether the answer's body goes back to the sender
   */
  public record Route(String routeKey, Integration integration, boolean routeResponse) {
    /** A route with a Lambda proxy integration. */
    public Route(String routeKey, String function, boolean routeResponse) {
      this(routeKey, new Integration.Proxy(function), routeResponse);
    }

    /** The logical id of the function, which only a proxy integration has. */
    public String function() {
      if (integration instanceof Integration.Proxy(String function)) {
        return function;
      }
      throw new IllegalStateException("Route " + routeKey + " has no Lambda proxy integration");
    }
  }
}
