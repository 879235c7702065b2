package dev.broadside.template;

import dev.broadside.template.Template.Route;
import dev.broadside.template.Template.WebSocketApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the WebSocket API of the resources that declare its parts. */
final class WebSocketApiMapping {
  private static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(arn:.+)/invocations");
  private static final String DEFAULT = "$default";

  private final Stack stack;
  private final Resource api;

  private WebSocketApiMapping(Stack stack, Resource api) {
    this.stack = stack;
    this.api = api;
  }

  static WebSocketApi webSocketApi(Stack stack) throws TemplateException {
    List<Resource> apis = stack.resources(ResourceType.API);
    if (apis.size() != 1) {
      throw stack
          .source()
          .refusal(
              apis.isEmpty() ? 1 : apis.get(1).line(),
              apis.isEmpty()
                  ? "The template has no AWS::ApiGatewayV2::Api with ProtocolType WEBSOCKET."
                  : "The template has two WebSocket APIs, and a local stage serves one: split it.");
    }
    return new WebSocketApiMapping(stack, apis.get(0)).map();
  }

  private WebSocketApi map() throws TemplateException {
    Section properties = api.properties();
    properties.choice("ProtocolType", "", List.of("WEBSOCKET"));
    for (Resource deployment : stack.resources(ResourceType.DEPLOYMENT)) {
      checkApi(deployment);
    }
    return new WebSocketApi(
        api.id(),
        properties.requiredText("Name"),
        properties.requiredText("RouteSelectionExpression"),
        stageName(),
        routes(integrations()));
  }

  private void checkApi(Resource resource) throws TemplateException {
    String id = resource.properties().requiredText("ApiId");
    if (!id.equals(api.ref())) {
      throw resource.refusal(
          "ApiId", "ApiId of " + resource.id() + " is '" + id + "': write !Ref " + api.id() + ".");
    }
  }

  private String stageName() throws TemplateException {
    List<Resource> stages = stack.resources(ResourceType.STAGE);
    if (stages.size() != 1) {
      throw stack
          .source()
          .refusal(
              stages.isEmpty() ? api.line() : stages.get(1).line(),
              api.id()
                  + " needs exactly one AWS::ApiGatewayV2::Stage, and has "
                  + stages.size()
                  + ".");
    }
    Resource stage = stages.get(0);
    checkApi(stage);
    boolean automatic =
        stage.properties().choice("AutoDeploy", "false", List.of("true", "false")).equals("true");
    if (!automatic && !stage.properties().has("DeploymentId")) {
      throw stage.refusal(
          "AutoDeploy",
          "Nothing would be deployed to "
              + stage.id()
              + ": write AutoDeploy: true, or a DeploymentId.");
    }
    return stage.properties().requiredText("StageName");
  }

  /** The function behind each integration, both by what {@code Ref} gives and by logical id. */
  private Map<String, String> integrations() throws TemplateException {
    Map<String, String> functions = new HashMap<>();
    for (Resource integration : stack.resources(ResourceType.INTEGRATION)) {
      checkApi(integration);
      Section properties = integration.properties();
      properties.choice("IntegrationType", "", List.of("AWS_PROXY"));
      properties.choice("IntegrationMethod", "POST", List.of("POST"));
      properties.choice("ConnectionType", "INTERNET", List.of("INTERNET"));
      functions.put(integration.ref(), function(integration));
    }
    return functions;
  }

  private String function(Resource integration) throws TemplateException {
    String uri = integration.properties().requiredText("IntegrationUri");
    Matcher matcher = INVOCATION.matcher(uri);
    if (matcher.matches()) {
      for (Resource function : stack.resources(ResourceType.FUNCTION)) {
        if (function.attribute("Arn", function.line()).equals(matcher.group(1))) {
          return function.id();
        }
      }
    }
    throw integration.refusal(
        "IntegrationUri",
        "IntegrationUri '"
            + uri
            + "' names no function of this template: write !Sub"
            + " arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            + "${Function.Arn}/invocations.");
  }

  private List<Route> routes(Map<String, String> integrations) throws TemplateException {
    Set<String> answering = answeringRoutes();
    Set<String> keys = new HashSet<>();
    List<Route> routes = new ArrayList<>();
    for (Resource route : stack.resources(ResourceType.ROUTE)) {
      checkApi(route);
      Section properties = route.properties();
      properties.choice("AuthorizationType", "NONE", List.of("NONE"));
      String key = properties.requiredText("RouteKey");
      if (!keys.add(key)) {
        throw route.refusal("RouteKey", "Two routes have the key " + key + ".");
      }
      routes.add(new Route(key, function(route, integrations), answers(route, answering)));
    }
    return List.copyOf(routes);
  }

  private static String function(Resource route, Map<String, String> integrations)
      throws TemplateException {
    String target = route.properties().requiredText("Target");
    String function = integrations.get(target.replaceFirst("^integrations/", ""));
    if (function == null || !target.startsWith("integrations/")) {
      throw route.refusal(
          "Target",
          "Target '" + target + "' is no integration: write !Sub integrations/${Integration}.");
    }
    return function;
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
