package dev.broadside.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP API of the resources that declare its parts. */
final class HttpApiMapping {
  private static final String SELECTION = "${request.method} ${request.path}";
  private static final List<String> ONLY_WEB_SOCKET =
      List.of(
          "RouteResponseSelectionExpression",
          "AuthorizerId",
          "RequestTemplates",
          "TemplateSelectionExpression",
          "PassthroughBehavior",
          "ContentHandlingStrategy",
          "DefaultRouteSettings",
          "RouteSettings");
  private static final List<String> ONLY_HTTP = List.of("CorsConfiguration", "StageVariables");
  private static final List<String> BOOLEANS = List.of("true", "false");
  private static final int DAY_SECONDS = 86_400;

  private final ApiResources stack;
  private final Resource api;

  private HttpApiMapping(ApiResources stack, Resource api) {
    this.stack = stack;
    this.api = api;
  }

  /** The HTTP API of a template, or null where it has none. */
  static @Nullable HttpApi httpApi(Stack all) throws TemplateException {
    ApiResources stack = ApiResources.http(all);
    Resource api = stack.api();
    return api == null ? null : new HttpApiMapping(stack, api).map();
  }

  /** Refuses in a resource of a WebSocket API what would change nothing there. */
  static void refuseOnlyHttp(Resource resource) throws TemplateException {
    for (String property : ONLY_HTTP) {
      if (resource.properties().has(property)) {
        throw resource.refusal(
            property, property + " of " + resource.id() + " is supported for HTTP APIs only.");
      }
    }
    if (resource.type() == ResourceType.INTEGRATION) {
      resource.properties().choice("PayloadFormatVersion", "1.0", List.of("1.0"));
    }
  }

  private HttpApi map() throws TemplateException {
    api.properties().requiredText("Name");
    api.properties().choice("RouteSelectionExpression", SELECTION, List.of(SELECTION));
    for (ResourceType unknown :
        List.of(
            ResourceType.INTEGRATION_RESPONSE,
            ResourceType.ROUTE_RESPONSE,
            ResourceType.AUTHORIZER)) {
      for (Resource resource : stack.resources(unknown)) {
        throw resource.refusal(
            "ApiId", unknown.cloudName + " is supported for WebSocket APIs only.");
      }
    }
    for (Resource deployment : stack.resources(ResourceType.DEPLOYMENT)) {
      check(deployment);
    }
    Resource stage = stage();
    return new HttpApi(
        api.ref(),
        stageName(stage),
        variables(stage.properties().section("StageVariables")),
        routes(functions()),
        cors());
  }

  private void check(Resource resource) throws TemplateException {
    stack.check(resource, api);
    for (String property : ONLY_WEB_SOCKET) {
      if (resource.properties().has(property)) {
        throw resource.refusal(
            property, property + " of " + resource.id() + " is supported for WebSocket APIs only.");
      }
    }
  }

  private Resource stage() throws TemplateException {
    Resource stage = stack.deployedStage(api);
    check(stage);
    return stage;
  }

  private static String stageName(Resource stage) throws TemplateException {
    String name = stage.properties().requiredText("StageName");
    if (!name.equals(HttpApi.DEFAULT_STAGE) && !name.matches("[\\w-]{1,128}")) {
      throw stage.refusal(
          "StageName",
          "StageName '%s' must be $default, or letters, digits, - and _.".formatted(name));
    }
    return name;
  }

  private static Map<String, String> variables(Section section) throws TemplateException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (var entry : section.entries()) {
      variables.put(entry.getKey(), section.text(entry.getKey(), ""));
    }
    return variables;
  }

  /** The functions behind the integrations, by what {@code Ref} gives. */
  private Map<String, String> functions() throws TemplateException {
    Map<String, String> functions = new HashMap<>();
    for (Resource integration : stack.resources(ResourceType.INTEGRATION)) {
      check(integration);
      Section properties = integration.properties();
      properties.choice("IntegrationType", "", List.of("AWS_PROXY"));
      properties.choice("IntegrationMethod", "POST", List.of("POST"));
      properties.choice("ConnectionType", "INTERNET", List.of("INTERNET"));
      properties.choice("PayloadFormatVersion", "", List.of("2.0"));
      functions.put(integration.ref(), function(integration));
    }
    return functions;
  }

  /** Unlike a WebSocket API, an HTTP API also takes the function's ARN alone. */
  private String function(Resource integration) throws TemplateException {
    String uri = integration.properties().requiredText("IntegrationUri");
    Matcher invocation = IntegrationMapping.INVOCATION.matcher(uri);
    String arn = invocation.matches() ? invocation.group(1) : uri;
    String function = stack.function(arn);
    if (function != null) {
      return function;
    }
    throw integration.refusal(
        "IntegrationUri",
        "IntegrationUri '%s' names no function of this template: write !GetAtt Function.Arn."
            .formatted(uri));
  }

  private List<HttpApi.Route> routes(Map<String, String> functions) throws TemplateException {
    Set<String> forms = new HashSet<>();
    List<HttpApi.Route> routes = new ArrayList<>();
    for (Resource route : stack.resources(ResourceType.ROUTE)) {
      check(route);
      route.properties().choice("AuthorizationType", "NONE", List.of("NONE"));
      HttpRouteKey key = key(route);
      if (!forms.add(key.text().replaceAll("\\{[^}+]+", "{"))) {
        throw route.refusal("RouteKey", "Two routes take the same requests: " + key.text() + ".");
      }
      routes.add(new HttpApi.Route(key, function(route, functions)));
    }
    return List.copyOf(routes);
  }

  private static HttpRouteKey key(Resource route) throws TemplateException {
    String key = route.properties().requiredText("RouteKey");
    return HttpRouteKey.parse(key)
        .orElseThrow(
            () ->
                route.refusal(
                    "RouteKey",
                    "RouteKey '%s' is none of an HTTP API: write GET /user/{userId}, ANY /x/{rest+} or $default."
                        .formatted(key)));
  }

  private static String function(Resource route, Map<String, String> functions)
      throws TemplateException {
    String target = route.properties().requiredText("Target");
    String function = functions.get(target.replaceFirst("^integrations/", ""));
    if (function == null || !target.startsWith("integrations/")) {
      throw route.refusal(
          "Target",
          "Target '%s' is no integration of %s: write !Sub integrations/${Integration}."
              .formatted(target, route.properties().text("ApiId", "")));
    }
    return function;
  }

  private HttpApi.@Nullable Cors cors() throws TemplateException {
    if (!api.properties().has("CorsConfiguration")) {
      return null;
    }
    Section cors =
        api.properties()
            .section("CorsConfiguration")
            .only(
                Set.of(
                    "AllowOrigins",
                    "AllowMethods",
                    "AllowHeaders",
                    "ExposeHeaders",
                    "AllowCredentials",
                    "MaxAge"));
    List<String> origins = cors.texts("AllowOrigins");
    boolean credentials = cors.choice("AllowCredentials", "false", BOOLEANS).equals("true");
    if (credentials && origins.contains("*")) {
      throw cors.refusal(
          "AllowCredentials",
          "AWS refuses AllowCredentials: true beside AllowOrigins of *: name the origins.");
    }
    return new HttpApi.Cors(
        origins,
        cors.texts("AllowMethods"),
        cors.texts("AllowHeaders"),
        cors.texts("ExposeHeaders"),
        credentials,
        cors.has("MaxAge") ? cors.integer("MaxAge", 0, 0, DAY_SECONDS) : null);
  }
}
