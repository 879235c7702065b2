package dev.broadside.template;

import dev.broadside.template.Integration.ContentHandling;
import dev.broadside.template.Integration.MappingText;
import dev.broadside.template.Integration.PassthroughBehavior;
import dev.broadside.template.Integration.Response;
import dev.broadside.template.Integration.Target;
import dev.broadside.template.Integration.Templates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the integrations of an API of the resources that declare them and their responses. */
final class IntegrationMapping {
  static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(arn:.+)/invocations");
  private static final Pattern ACTION =
      Pattern.compile("arn:[^:]+:apigateway:[^:]+:([a-z0-9-]+):action/([A-Za-z0-9]+)");
  private static final String CONTENT_HANDLING = "ContentHandlingStrategy";
  private static final String SELECTION = "TemplateSelectionExpression";
  private static final List<String> ONLY_MAPPED =
      List.of("RequestTemplates", SELECTION, "PassthroughBehavior", CONTENT_HANDLING);

  private final ApiResources stack;
  private final Map<String, List<Response>> responses;

  private IntegrationMapping(ApiResources stack) throws TemplateException {
    this.stack = stack;
    this.responses = responses(stack);
  }

  /** The integrations by what {@code Ref} gives. */
  static Map<String, Integration> integrations(ApiResources stack) throws TemplateException {
    IntegrationMapping mapping = new IntegrationMapping(stack);
    Map<String, Integration> integrations = new HashMap<>();
    for (Resource resource : stack.resources(ResourceType.INTEGRATION)) {
      integrations.put(resource.ref(), mapping.integration(resource));
    }
    for (Resource response : stack.resources(ResourceType.INTEGRATION_RESPONSE)) {
      String id = response.properties().requiredText("IntegrationId");
      if (!(integrations.get(id) instanceof Integration.Mapped)) {
        throw response.refusal(
            "IntegrationId",
            "IntegrationId '"
                + id
                + "' is no integration of IntegrationType AWS, HTTP or MOCK: only these have"
                + " responses of their own.");
      }
    }
    return integrations;
  }

  private Integration integration(Resource resource) throws TemplateException {
    Section properties = resource.properties();
    String type =
        properties.choice("IntegrationType", "", List.of("AWS_PROXY", "AWS", "HTTP", "MOCK"));
    properties.choice("ConnectionType", "INTERNET", List.of("INTERNET"));
    return type.equals("AWS_PROXY") ? proxy(resource) : mapped(resource, type);
  }

  private Integration proxy(Resource resource) throws TemplateException {
    resource.properties().choice("IntegrationMethod", "POST", List.of("POST"));
    for (String property : ONLY_MAPPED) {
      if (resource.properties().has(property)) {
        throw resource.refusal(
            property,
            property
                + " means nothing to IntegrationType AWS_PROXY: leave it out, or write"
                + " IntegrationType: AWS.");
      }
    }
    return new Integration.Proxy(function(stack, resource, "IntegrationUri"));
  }

  private Integration mapped(Resource resource, String type) throws TemplateException {
    Section properties = resource.properties();
    return new Integration.Mapped(
        resource.id(),
        target(resource, type),
        templates(resource, "RequestTemplates"),
        PassthroughBehavior.valueOf(
            properties.choice(
                "PassthroughBehavior", "WHEN_NO_MATCH", names(PassthroughBehavior.values()))),
        contentHandling(properties),
        responses.getOrDefault(resource.ref(), List.of()));
  }

  private Target target(Resource resource, String type) throws TemplateException {
    Section properties = resource.properties();
    if (type.equals("MOCK")) {
      if (properties.has("IntegrationUri")) {
        throw resource.refusal(
            "IntegrationUri", "IntegrationType MOCK calls nothing: leave out IntegrationUri.");
      }
      return new Integration.Mock();
    }
    String uri = uri(resource);
    if (type.equals("HTTP")) {
      return new Integration.HttpEndpoint(properties.requiredText("IntegrationMethod"), uri);
    }
    properties.choice("IntegrationMethod", "POST", List.of("POST"));
    Matcher action = ACTION.matcher(uri);
    return action.matches()
        ? new Integration.AwsAction(action.group(1), action.group(2))
        : new Integration.LambdaFunction(function(stack, resource, "IntegrationUri"));
  }

  private static String uri(Resource resource) throws TemplateException {
    return resource.properties().requiredText("IntegrationUri");
  }

  /** The logical id of the function that a property of {@code resource} has API Gateway call. */
  static String function(ApiResources stack, Resource resource, String property)
      throws TemplateException {
    String uri = resource.properties().requiredText(property);
    Matcher matcher = INVOCATION.matcher(uri);
    String function = matcher.matches() ? stack.function(matcher.group(1)) : null;
    if (function != null) {
      return function;
    }
    throw resource.refusal(
        property,
        property
            + " '"
            + uri
            + "' names no function of this template: write !Sub"
            + " arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            + "${Function.Arn}/invocations.");
  }

  /** The responses by the integration that they belong to. */
  private static Map<String, List<Response>> responses(ApiResources stack)
      throws TemplateException {
    Map<String, List<Response>> responses = new HashMap<>();
    Set<String> keys = new HashSet<>();
    for (Resource resource : stack.resources(ResourceType.INTEGRATION_RESPONSE)) {
      Section properties = resource.properties();
      String integration = properties.requiredText("IntegrationId");
      String key = properties.requiredText("IntegrationResponseKey");
      if (!key.equals("$default") && !key.matches("/.+/")) {
        throw resource.refusal(
            "IntegrationResponseKey",
            "IntegrationResponseKey '"
                + key
                + "' must be $default or a pattern such as /5\\d\\d/.");
      }
      if (!keys.add(integration + " " + key)) {
        throw resource.refusal(
            "IntegrationResponseKey", "Two responses of one integration have the key " + key + ".");
      }
      responses
          .computeIfAbsent(integration, id -> new ArrayList<>())
          .add(
              new Response(
                  key, templates(resource, "ResponseTemplates"), contentHandling(properties)));
    }
    return responses;
  }

  private static Templates templates(Resource resource, String property) throws TemplateException {
    Section section = resource.properties().section(property);
    Map<String, MappingText> templates = new LinkedHashMap<>();
    for (var entry : section.entries()) {
      String key = entry.getKey();
      String name =
          "%s:%d: %s %s of %s"
              .formatted(section.source().name(), section.line(key), property, key, resource.id());
      templates.put(key, new MappingText(name, section.text(key, "")));
    }
    return new Templates(
        Collections.unmodifiableMap(templates), resource.properties().text(SELECTION));
  }

  private static @Nullable ContentHandling contentHandling(Section properties)
      throws TemplateException {
    return properties.has(CONTENT_HANDLING)
        ? ContentHandling.valueOf(
            properties.choice(CONTENT_HANDLING, "", names(ContentHandling.values())))
        : null;
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
