package dev.broadside.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a template as one of its APIs sees them: without the other API and what belongs
 * to that. What belongs to no API stays, to be refused by whoever asks for its {@code ApiId}.
 */
final class ApiResources {
  private static final String PROTOCOL = "ProtocolType";
  private static final List<String> PROTOCOLS = List.of("WEBSOCKET", "HTTP");

  private final Stack stack;
  private final @Nullable Resource api;
  private final @Nullable Resource other;

  private ApiResources(Stack stack, @Nullable Resource api, @Nullable Resource other) {
    this.stack = stack;
    this.api = api;
    this.other = other;
  }

  static ApiResources webSocket(Stack stack) throws TemplateException {
    return new ApiResources(stack, only(stack, "WEBSOCKET"), only(stack, "HTTP"));
  }

  static ApiResources http(Stack stack) throws TemplateException {
    return new ApiResources(stack, only(stack, "HTTP"), only(stack, "WEBSOCKET"));
  }

  private static @Nullable Resource only(Stack stack, String protocol) throws TemplateException {
    Resource found = null;
    for (Resource resource : stack.resources(ResourceType.API)) {
      if (!resource.properties().choice(PROTOCOL, "", PROTOCOLS).equals(protocol)) {
        continue;
      }
      if (found != null) {
        throw stack
            .source()
            .refusal(
                resource.line(),
                "The template has two %s APIs, and a local stage serves one: split it."
                    .formatted(protocol.equals("HTTP") ? "HTTP" : "WebSocket"));
      }
      found = resource;
    }
    return found;
  }

  /** The API itself, or null where the template has none of its kind. */
  @Nullable Resource api() {
    return api;
  }

  Source source() {
    return stack.source();
  }

  /** The logical id of the function that {@code arn} is of, or null where there is none. */
  @Nullable String function(String arn) throws TemplateException {
    String own = FunctionArns.unqualified(stack, arn);
    for (Resource function : stack.resources(ResourceType.FUNCTION)) {
      if (function.attribute("Arn", function.line()).equals(own)) {
        return function.id();
      }
    }
    return null;
  }

  /** The resources of a type, in the order of the file. */
  List<Resource> resources(ResourceType type) throws TemplateException {
    if (other == null) {
      return stack.resources(type);
    }
    String others = other.ref();
    List<Resource> ours = new ArrayList<>();
    for (Resource resource : stack.resources(type)) {
      boolean belongs = resource.type().read.contains("ApiId");
      if (resource != other
          && !(belongs && others.equals(resource.properties().text("ApiId", "")))) {
        ours.add(resource);
      }
    }
    return ours;
  }

  /** Refuses what belongs neither to this API nor to the other. */
  void check(Resource resource, Resource owner) throws TemplateException {
    String id = resource.properties().requiredText("ApiId");
    if (!id.equals(owner.ref())) {
      throw resource.refusal(
          "ApiId",
          "ApiId of " + resource.id() + " is '" + id + "': write !Ref " + owner.id() + ".");
    }
  }

  /** The one stage of {@code owner}, to which something is deployed. */
  Resource deployedStage(Resource owner) throws TemplateException {
    List<Resource> stages = resources(ResourceType.STAGE);
    if (stages.size() != 1) {
      throw source()
          .refusal(
              stages.isEmpty() ? owner.line() : stages.get(1).line(),
              "%s needs exactly one AWS::ApiGatewayV2::Stage, and has %d."
                  .formatted(owner.id(), stages.size()));
    }
    Resource stage = stages.getFirst();
    check(stage, owner);
    boolean automatic =
        stage.properties().choice("AutoDeploy", "false", List.of("true", "false")).equals("true");
    if (!automatic && !stage.properties().has("DeploymentId")) {
      throw stage.refusal(
          "AutoDeploy",
          "Nothing would be deployed to %s: write AutoDeploy: true, or a DeploymentId."
              .formatted(stage.id()));
    }
    return stage;
  }
}
