package dev.broadside.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes the authorizations of routes, and of the authorizers that they name. */
final class AuthorizerMapping {
  private static final String CONNECT = "$connect";
  private static final String TYPE = "AuthorizationType";
  private static final String AUTHORIZER_ID = "AuthorizerId";
  private static final Pattern IDENTITY_SOURCE =
      Pattern.compile("route\\.request\\.(?:header|querystring)\\.[^.].*|context\\.[\\w.]+");

  private final Map<String, Authorization.Custom> authorizers = new HashMap<>();

  /** Reads the authorizers of {@code stack}, which are known by what {@code Ref} gives. */
  AuthorizerMapping(ApiResources stack) throws TemplateException {
    for (Resource authorizer : stack.resources(ResourceType.AUTHORIZER)) {
      Section properties = authorizer.properties();
      properties.choice("AuthorizerType", "", List.of("REQUEST"));
      properties.requiredText("Name");
      authorizers.put(
          authorizer.ref(),
          new Authorization.Custom(
              authorizer.id(),
              IntegrationMapping.function(stack, authorizer, "AuthorizerUri"),
              identitySources(authorizer)));
    }
  }

  private static List<String> identitySources(Resource authorizer) throws TemplateException {
    List<String> sources = List.copyOf(authorizer.properties().texts("IdentitySource"));
    for (String source : sources) {
      if (!IDENTITY_SOURCE.matcher(source).matches()) {
        throw authorizer.refusal(
            "IdentitySource",
            "The IdentitySource '"
                + source
                + "' is not supported: write route.request.header.NAME,"
                + " route.request.querystring.NAME or context.NAME.");
      }
    }
    return sources;
  }

  /** Who may call {@code route}. */
  Authorization of(Resource route) throws TemplateException {
    Section properties = route.properties();
    String type = properties.choice(TYPE, "NONE", List.of("NONE", "AWS_IAM", "CUSTOM"));
    if (!type.equals("NONE") && !properties.requiredText("RouteKey").equals(CONNECT)) {
      throw route.refusal(
          TYPE,
          "AuthorizationType "
              + type
              + " is for the route $connect only: API Gateway authorizes a connection once, at the"
              + " handshake.");
    }
    if (properties.has(AUTHORIZER_ID) && !type.equals("CUSTOM")) {
      throw route.refusal(
          AUTHORIZER_ID,
          "AuthorizerId means nothing to AuthorizationType " + type + ": write CUSTOM.");
    }
    return switch (type) {
      case "CUSTOM" -> custom(route);
      case "AWS_IAM" -> new Authorization.Iam();
      default -> new Authorization.None();
    };
  }

  private Authorization custom(Resource route) throws TemplateException {
    String id = route.properties().requiredText(AUTHORIZER_ID);
    Authorization.Custom authorizer = authorizers.get(id);
    if (authorizer == null) {
      throw route.refusal(
          AUTHORIZER_ID,
          "AuthorizerId '" + id + "' is no authorizer of this template: write !Ref Authorizer.");
    }
    return authorizer;
  }
}
