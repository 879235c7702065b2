package dev.broadside.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes queues of the resources that declare them, within the limits of {@code SetQueueAttributes}
 * (SQS API reference).
 */
final class QueueMapping {
  private static final String FIFO = "FifoQueue";
  private static final List<String> YES_NO = List.of("true", "false");

  private QueueMapping() {}

  static List<Queue> queues(Stack stack) throws TemplateException {
    Map<String, Resource> byArn = new HashMap<>();
    for (Resource resource : stack.resources(ResourceType.QUEUE)) {
      byArn.put(resource.attribute("Arn", resource.line()), resource);
    }
    Set<String> names = new HashSet<>();
    List<Queue> queues = new ArrayList<>();
    for (Resource resource : stack.resources(ResourceType.QUEUE)) {
      Queue queue = queue(resource, byArn);
      if (!names.add(queue.name())) {
        throw resource.refusal("QueueName", "Two queues are named " + queue.name() + ".");
      }
      queues.add(queue);
    }
    return List.copyOf(queues);
  }

  /** A queue without a name gets its logical id, with the ending that AWS gives FIFO queues. */
  static String name(String id, Section properties) throws TemplateException {
    return properties.text("QueueName", isFifo(properties) ? id + ".fifo" : id);
  }

  private static boolean isFifo(Section properties) throws TemplateException {
    return properties.choice(FIFO, "false", YES_NO).equals("true");
  }

  private static Queue queue(Resource resource, Map<String, Resource> byArn)
      throws TemplateException {
    Section properties = resource.properties();
    String name = resource.name();
    if (!name.matches("[\\w-]{1,80}|[\\w-]{1,75}\\.fifo")) {
      throw resource.refusal(
          "QueueName", "A queue's name has up to 80 letters, digits, - and _, not '" + name + "'.");
    }
    if (name.endsWith(".fifo") != isFifo(properties)) {
      throw resource.refusal(
          FIFO, "A queue whose name ends with .fifo has FifoQueue: true, and no other has.");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    number(attributes, properties, "VisibilityTimeout", 0, 43_200);
    number(attributes, properties, "DelaySeconds", 0, 900);
    number(attributes, properties, "ReceiveMessageWaitTimeSeconds", 0, 20);
    // AWS begins at 60; ElasticMQ forgets nothing, which nobody sees while it takes hours.
    properties.integer("MessageRetentionPeriod", 345_600, 3_600, 1_209_600);
    if (isFifo(properties)) {
      attributes.put(FIFO, "true");
      attributes.put(
          "ContentBasedDeduplication",
          properties.choice("ContentBasedDeduplication", "false", YES_NO));
    } else if (properties.has("ContentBasedDeduplication")) {
      throw resource.refusal(
          "ContentBasedDeduplication", "ContentBasedDeduplication belongs to FIFO queues.");
    }
    String dead = redrive(resource, byArn, attributes);
    return new Queue(resource.id(), name, Collections.unmodifiableMap(attributes), dead);
  }

  private static void number(
      Map<String, String> attributes, Section properties, String key, int least, int most)
      throws TemplateException {
    if (properties.has(key)) {
      attributes.put(key, "" + properties.integer(key, 0, least, most));
    }
  }

  private static @Nullable String redrive(
      Resource resource, Map<String, Resource> byArn, Map<String, String> attributes)
      throws TemplateException {
    if (!resource.properties().has("RedrivePolicy")) {
      return null;
    }
    Section policy =
        resource
            .properties()
            .section("RedrivePolicy")
            .only(Set.of("deadLetterTargetArn", "maxReceiveCount"));
    String arn = policy.requiredText("deadLetterTargetArn");
    policy.requiredText("maxReceiveCount");
    int most = policy.integer("maxReceiveCount", 0, 1, 1_000);
    Resource dead = byArn.get(arn);
    if (dead == null || isFifo(dead.properties()) != isFifo(resource.properties())) {
      throw policy.refusal(
          "deadLetterTargetArn",
          "deadLetterTargetArn '"
              + arn
              + "' is no queue of this template of the same kind: write !GetAtt Queue.Arn.");
    }
    attributes.put(
        "RedrivePolicy",
        "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":" + most + "}");
    return dead.name();
  }
}
