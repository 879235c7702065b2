package dev.broadside.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a CloudFormation template asks the local stage to run, with every intrinsic resolved.
 *
 * @param httpApi the HTTP API beside the WebSocket API, or null where there is none
 */
public record Template(
    List<Table> tables,
    List<Function> functions,
    WebSocketApi webSocketApi,
    List<Queue> queues,
    List<EventSource> eventSources,
    @Nullable HttpApi httpApi) {
  /** What {@code AWS::AccountId} gives. */
  public static final String ACCOUNT = Globals.ACCOUNT;

  /** A template without queues and event sources. */
  public Template(List<Table> tables, List<Function> functions, WebSocketApi webSocketApi) {
    this(tables, functions, webSocketApi, List.of(), List.of(), null);
  }

  /**
   * A DynamoDB table.
   *
   * @param streamView what its stream shows of an item, such as {@code NEW_IMAGE}; null without one
   */
  public record Table(
      String logicalId,
      String name,
      List<Attribute> attributes,
      Key key,
      List<Index> indexes,
      @Nullable String streamView) {
    /* The label is a time on AWS, known when the stream is there: here it is always the same. */
    static final String STREAM_ARN =
        "arn:aws:dynamodb:"
            + Globals.REGION
            + ":"
            + Globals.ACCOUNT
            + ":table/%s/stream/2026-01-01T00:00:00.000";

    /** A table without a stream. */
    public Table(
        String logicalId, String name, List<Attribute> attributes, Key key, List<Index> indexes) {
      this(logicalId, name, attributes, key, indexes, null);
    }

    /** The Amazon Resource Name of its stream, by which events call it. */
    public @Nullable String streamArn() {
      return streamView == null ? null : STREAM_ARN.formatted(name);
    }
  }

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

  /**
   * A WebSocket API with its one stage.
   *
   * @param selectionName what messages call the route selection expression: file, line and property
   */
  public record WebSocketApi(
      String logicalId,
      String name,
      String routeSelectionExpression,
      String stageName,
      List<Route> routes,
      String selectionName,
      Throttles throttles) {
    /** An API that was read from no file. */
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
          "RouteSelectionExpression of " + logicalId,
          new Throttles(null, Map.of()));
    }

    /** What {@code Ref} gives, which events call {@code apiId}. */
    public String id() {
      return Resource.apiId(logicalId);
    }
  }

  /**
   * A route and what stands behind it.
   *
   * @param routeResponse whether the answer's body goes back to the sender
   */
  public record Route(
      String routeKey,
      Integration integration,
      boolean routeResponse,
      Authorization authorization) {
    /** A route that everybody may call. */
    public Route(String routeKey, Integration integration, boolean routeResponse) {
      this(routeKey, integration, routeResponse, new Authorization.None());
    }

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
}
