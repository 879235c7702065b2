package dev.broadside.stage;

import dev.broadside.template.Template;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket API that this stage serves.
 *
 * @param domainName host and port, so that handlers that build the callback URL from it work
 */
record Api(
    String stage,
    String domainName,
    RouteSelection selection,
    Map<String, Template.Route> routes,
    Template.Throttles throttles) {
  static final String CONNECT = "$connect";
  static final String DISCONNECT = "$disconnect";
  static final String DEFAULT = "$default";

  /** In the alphabet and length of AWS's own. */
  static final String ID = "localstage";

  static Api of(Template.WebSocketApi api, String domainName) throws StageException {
    for (Template.Route route : api.routes()) {
      Integrations.refuseWhatIsNotRun(route);
    }
    return new Api(
        api.stageName(),
        domainName,
        BodyPath.of(api.routeSelectionExpression()),
        api.routes().stream()
            .collect(Collectors.toUnmodifiableMap(Template.Route::routeKey, Function.identity())),
        api.throttles());
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
