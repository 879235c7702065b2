package dev.broadside.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;

/**
 * A resource with every intrinsic resolved.
 *
 * @param properties those that a mapping reads
 */
record Resource(String id, ResourceType type, Section properties) {
  /** The number of a published version: nothing is ever published a second time. */
  static final String ONLY_VERSION = "1";

  /** What {@code Ref} gives: a name, or an id as AWS would make one. */
  String ref() throws TemplateException {
    return switch (type) {
      case QUEUE -> Queue.URL.formatted(name());
      case VERSION -> FunctionArns.qualified(properties, ONLY_VERSION);
      case ALIAS -> FunctionArns.qualified(properties, properties.requiredText("Name"));
      default -> name();
    };
  }

  /** What its ARN ends with: the name that it was given, or one made here. */
  String name() throws TemplateException {
    return switch (type) {
      case API -> apiId(id);
      case QUEUE -> QueueMapping.name(id, properties);
      default -> type.nameProperty == null ? id : properties.text(type.nameProperty, id);
    };
  }

  /** What {@code GetAtt} gives. */
  String attribute(String name, int line) throws TemplateException {
    String form = type.attributes.get(name);
    if (form == null) {
      throw properties
          .source()
          .unknown(
              line,
              "The attribute of " + id + " (" + type.cloudName + ")",
              name,
              type.attributes.keySet());
    }
    if (name.equals("StreamArn") && !properties.has("StreamSpecification")) {
      throw properties
          .source()
          .refusal(line, id + " has no stream: write a StreamSpecification for it.");
    }
    String value = form.formatted(name());
    // The one attribute whose form hangs on a property.
    return type == ResourceType.API && properties.text("ProtocolType", "").equals("HTTP")
        ? value.replaceFirst("^wss:", "https:")
        : value;
  }

  int line() {
    return properties.mapping().line();
  }

  TemplateException refusal(String property, String sentence) {
    return properties.refusal(property, sentence);
  }

  /* Ten lower-case letters and digits, as API Gateway's are, and the same on every start. */
  static String apiId(String logicalId) {
    CRC32 hash = new CRC32();
    hash.update(logicalId.getBytes(UTF_8));
    String digits = "00000" + Long.toString(hash.getValue(), 36);
    return "local" + digits.substring(digits.length() - 5);
  }
}
