package dev.broadside.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind a route. */
public sealed interface Integration {
  /** How bodies change between text and binary, by the names that AWS gives it. */
  enum ContentHandling {
    CONVERT_TO_TEXT,
    CONVERT_TO_BINARY
  }

  /** What happens to a body for which there is no template, by the names that AWS gives it. */
  enum PassthroughBehavior {
    WHEN_NO_MATCH,
    WHEN_NO_TEMPLATES,
    NEVER
  }

  /**
   * A function that gets the event and answers as a proxy: {@code AWS_PROXY}.
   *
   * @param function its logical id
   */
  record Proxy(String function) implements Integration {}

  /**
   * A target that gets what mapping templates make of the message: {@code AWS}, {@code HTTP} or
   * {@code MOCK}.
   *
   * @param logicalId of the integration
   */
  record Mapped(
      String logicalId,
      Target target,
      Templates requests,
      PassthroughBehavior passthrough,
      @Nullable ContentHandling contentHandling,
      List<Response> responses)
      implements Integration {}

  /**
   * Mapping templates by key, and the expression that gives the key.
   *
   * @param selection without one, only the template of {@code $default} can match
   */
  record Templates(Map<String, MappingText> byKey, @Nullable String selection) {}

  /**
   * The text of a mapping template.
   *
   * @param name what messages call it: file, line and property
   */
  record MappingText(String name, String text) {}

  /**
   * What an answer becomes.
   *
   * @param key {@code $default}, or a pattern such as {@code /5\\d\\d/}
   */
  record Response(String key, Templates templates, @Nullable ContentHandling contentHandling) {}

  /** Where a mapped message goes. */
  sealed interface Target {}

  /**
   * A function that gets the mapped message as its event.
   *
   * @param function its logical id
   */
  record LambdaFunction(String function) implements Target {}

  /** An action of an AWS service, such as {@code PutItem} of {@code dynamodb}. */
  record AwsAction(String service, String action) implements Target {}

  /** An HTTP endpoint. */
  record HttpEndpoint(String method, String uri) implements Target {}

  /** Nothing: the mapped message itself says which answer is given. */
  record Mock() implements Target {}
}
