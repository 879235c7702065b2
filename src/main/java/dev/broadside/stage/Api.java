package dev.broadside.stage;

import dev.broadside.template.Integration.Mapped;
import dev.broadside.template.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket API that this stage serves.
 *
 * @param id what {@code Ref} gives in the template
 * @param domainName host and port, so that handlers that build the callback URL from it work
 * @param mappings what is mapped, by the key of the route
 */
record Api(
    String id,
    String stage,
    String domainName,
    RouteSelection selection,
    Map<String, Template.Route> routes,
    Map<String, Mapping> mappings,
    Template.Throttles throttles) {
  static final String CONNECT = "$connect";
  static final String DISCONNECT = "$disconnect";
  static final String DEFAULT = "$default";

  static Api of(Template.WebSocketApi api, String domainName) throws StageException {
    Map<String, Mapping> mappings = new HashMap<>();
    for (Template.Route route : api.routes()) {
      if (route.integration() instanceof Mapped mapped) {
        mappings.put(route.routeKey(), Mapping.of(route.routeKey(), mapped));
      }
    }
    return new Api(
        api.id(),
        api.stageName(),
        domainName,
        RouteSelection.of(api.selectionName(), api.routeSelectionExpression()),
        api.routes().stream()
            .collect(Collectors.toUnmodifiableMap(Template.Route::routeKey, Function.identity())),
        Map.copyOf(mappings),
        api.throttles());
  }

  /** The handshake, as policies name it. */
  String connectArn() {
    return "arn:aws:execute-api:%s:%s:%s/%s/%s"
        .formatted(LocalCredentials.REGION, Template.ACCOUNT, id, stage, CONNECT);
  }

  Template.@Nullable Route route(String routeKey) {
    return routes.get(routeKey);
  }

  /**
   * The route of a message: the one it names, else {@code $default}, else none. The reserved routes
   * cannot be called by a message.
   */
  Template.@Nullable Route routeOf(String message) {
    String key = selection.routeKey(message);
    Template.Route named = key == null || key.startsWith("$") ? null : route(key);
    return named == null ? route(DEFAULT) : named;
  }
}
