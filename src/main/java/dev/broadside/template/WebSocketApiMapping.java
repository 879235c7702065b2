package dev.broadside.template;

import dev.broadside.template.Template.Route;
import dev.broadside.template.Template.WebSocketApi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the WebSocket API of the resources that declare its parts. */
final class WebSocketApiMapping {
  private static final String DEFAULT = "$default";
  private static final Set<String> RESERVED = Set.of("$connect", "$disconnect", DEFAULT);

  private final ApiResources stack;
  private final Resource api;

  private WebSocketApiMapping(ApiResources stack, Resource api) {
    this.stack = stack;
    this.api = api;
  }

  static WebSocketApi webSocketApi(Stack all) throws TemplateException {
    ApiResources stack = ApiResources.webSocket(all);
    Resource api = stack.api();
    if (api == null) {
      throw stack
          .source()
          .refusal(1, "The template has no AWS::ApiGatewayV2::Api with ProtocolType WEBSOCKET.");
    }
    return new WebSocketApiMapping(stack, api).map();
  }

  private WebSocketApi map() throws TemplateException {
    Section properties = api.properties();
    HttpApiMapping.refuseOnlyHttp(api);
    for (Resource deployment : stack.resources(ResourceType.DEPLOYMENT)) {
      checkApi(deployment);
    }
    return new WebSocketApi(
        api.id(),
        properties.requiredText("Name"),
        properties.requiredText("RouteSelectionExpression"),
        stageName(),
        routes(integrations()),
        "%s:%d: RouteSelectionExpression of %s"
            .formatted(
                stack.source().name(), properties.line("RouteSelectionExpression"), api.id()),
        ThrottleMapping.throttles(stack.resources(ResourceType.STAGE).get(0)));
  }

  private void checkApi(Resource resource) throws TemplateException {
    stack.check(resource, api);
    HttpApiMapping.refuseOnlyHttp(resource);
  }

  private String stageName() throws TemplateException {
    Resource stage = stack.deployedStage(api);
    checkApi(stage);
    String name = stage.properties().requiredText("StageName");
    if (!name.matches("[\\w-]{1,128}") || name.matches("s?ping")) {
      throw stage.refusal(
          "StageName",
          "StageName '"
              + name
              + "' must have 1 to 128 letters, digits, - and _, and be neither ping nor sping.");
    }
    return name;
  }

  private Map<String, Integration> integrations() throws TemplateException {
    for (Resource integration : stack.resources(ResourceType.INTEGRATION)) {
      checkApi(integration);
    }
    for (Resource response : stack.resources(ResourceType.INTEGRATION_RESPONSE)) {
      checkApi(response);
    }
    return IntegrationMapping.integrations(stack);
  }

  private List<Route> routes(Map<String, Integration> integrations) throws TemplateException {
    for (Resource authorizer : stack.resources(ResourceType.AUTHORIZER)) {
      checkApi(authorizer);
    }
    AuthorizerMapping authorizers = new AuthorizerMapping(stack);
    Set<String> answering = answeringRoutes();
    Set<String> keys = new HashSet<>();
    List<Route> routes = new ArrayList<>();
    for (Resource route : stack.resources(ResourceType.ROUTE)) {
      checkApi(route);
      Section properties = route.properties();
      String key = properties.requiredText("RouteKey");
      if (key.startsWith("$") && !RESERVED.contains(key)) {
        throw route.refusal(
            "RouteKey",
            "RouteKey '"
                + key
                + "' starts with $, and only $connect, $disconnect and $default do.");
      }
      if (!keys.add(key)) {
        throw route.refusal("RouteKey", "Two routes have the key " + key + ".");
      }
      routes.add(
          new Route(
              key,
              integration(route, integrations),
              answers(route, answering),
              authorizers.of(route)));
    }
    return List.copyOf(routes);
  }

  private static Integration integration(Resource route, Map<String, Integration> integrations)
      throws TemplateException {
    String target = route.properties().requiredText("Target");
    Integration integration = integrations.get(target.replaceFirst("^integrations/", ""));
    if (integration == null || !target.startsWith("integrations/")) {
      throw route.refusal(
          "Target",
          "Target '" + target + "' is no integration: write !Sub integrations/${Integration}.");
    }
    return integration;
  }

  private Set<String> answeringRoutes() throws TemplateException {
    Set<String> routes = new HashSet<>();
    for (Resource response : stack.resources(ResourceType.ROUTE_RESPONSE)) {
      checkApi(response);
      response.properties().choice("RouteResponseKey", "", List.of(DEFAULT));
      routes.add(response.properties().requiredText("RouteId"));
    }
    return routes;
  }

  /** An answer goes back when the route both selects a response and has one. */
  private static boolean answers(Resource route, Set<String> answering) throws TemplateException {
    String key = "RouteResponseSelectionExpression";
    boolean selects = route.properties().has(key);
    if (selects) {
      route.properties().choice(key, "", List.of(DEFAULT));
    }
    if (selects != answering.contains(route.ref())) {
      throw route.refusal(
          key,
          "A route that answers needs both RouteResponseSelectionExpression: $default and an"
              + " AWS::ApiGatewayV2::RouteResponse, and "
              + route.id()
              + " has one of them.");
    }
    return selects;
  }
}
