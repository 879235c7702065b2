package dev.broadside.template;

import dev.broadside.template.EventSource.Batch;
import dev.broadside.template.EventSource.Reading;
import dev.broadside.template.EventSource.Retries;
import dev.broadside.template.Template.Function;
import dev.broadside.template.Template.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes event sources of the event source mappings, within the limits of Lambda's {@code
 * CreateEventSourceMapping} (API reference; developer guide, pages services-sqs-parameters and
 * services-ddb-params).
 */
final class EventSourceMapping {
  private static final String ARN = "EventSourceArn";
  private static final String SIZE = "BatchSize";
  private static final String WINDOW = "MaximumBatchingWindowInSeconds";
  private static final List<String> YES_NO = List.of("true", "false");
  private static final List<String> ONLY_STREAMS =
      List.of(
          "StartingPosition",
          "ParallelizationFactor",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "BisectBatchOnFunctionError");

  private final Stack stack;
  private final List<Table> tables;
  private final List<Function> functions;
  private final List<Queue> queues;

  private EventSourceMapping(
      Stack stack, List<Table> tables, List<Function> functions, List<Queue> queues) {
    this.stack = stack;
    this.tables = tables;
    this.functions = functions;
    this.queues = queues;
  }

  static List<EventSource> eventSources(
      Stack stack, List<Table> tables, List<Function> functions, List<Queue> queues)
      throws TemplateException {
    EventSourceMapping mapping = new EventSourceMapping(stack, tables, functions, queues);
    Set<Map.Entry<String, String>> pairs = new HashSet<>();
    List<EventSource> sources = new ArrayList<>();
    for (Resource resource : stack.resources(ResourceType.EVENT_SOURCE_MAPPING)) {
      EventSource source = mapping.eventSource(resource);
      if (!pairs.add(Map.entry(resource.properties().requiredText(ARN), source.function()))) {
        throw resource.refusal(
            ARN, "Two mappings lead from this source to " + source.function() + ": remove one.");
      }
      if (resource.properties().choice("Enabled", "true", YES_NO).equals("true")) {
        sources.add(source);
      }
    }
    return List.copyOf(sources);
  }

  private EventSource eventSource(Resource resource) throws TemplateException {
    String arn = resource.properties().requiredText(ARN);
    Function function = function(resource);
    Queue queue = find(queues, candidate -> candidate.arn().equals(arn));
    if (queue != null) {
      return ofQueue(resource, function, queue);
    }
    Table table = find(tables, candidate -> arn.equals(candidate.streamArn()));
    if (table != null) {
      return ofStream(resource, function, table);
    }
    throw resource.refusal(
        ARN,
        ARN
            + " '"
            + arn
            + "' is no queue or stream of this template: write !GetAtt Queue.Arn or !GetAtt"
            + " Table.StreamArn.");
  }

  private Function function(Resource resource) throws TemplateException {
    String name =
        FunctionArns.unqualified(stack, resource.properties().requiredText("FunctionName"));
    // A name, an ARN, or the ARN without its beginning.
    String last = name.substring(name.lastIndexOf(':') + 1);
    boolean whole =
        name.equals(last) || name.matches("(arn:[^:]+:lambda:[^:]+:)?\\d{12}:function:[^:]+");
    Function function = find(functions, candidate -> candidate.name().equals(last));
    if (function == null || !whole) {
      throw resource.refusal(
          "FunctionName",
          "FunctionName '" + name + "' is no function of this template: write !Ref Function.");
    }
    return function;
  }

  private static <T> @Nullable T find(List<T> candidates, Predicate<T> wanted) {
    for (T candidate : candidates) {
      if (wanted.test(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static EventSource ofQueue(Resource resource, Function function, Queue queue)
      throws TemplateException {
    Section properties = resource.properties();
    for (String key : ONLY_STREAMS) {
      refuse(properties, key, "a stream");
    }
    Batch batch = batch(properties, 10, queue.fifo() ? 10 : 10_000);
    if (queue.fifo() && !batch.window().isZero()) {
      throw resource.refusal(WINDOW, "A FIFO queue has no batching window: leave it out.");
    }
    if (batch.size() > 10 && batch.window().isZero()) {
      throw resource.refusal(
          SIZE, "A batch of more than 10 messages needs a " + WINDOW + " of at least 1.");
    }
    String visible = queue.attributes().getOrDefault("VisibilityTimeout", "30");
    if (Integer.parseInt(visible) < function.timeout().toSeconds()) {
      throw resource.refusal(
          ARN,
          "The VisibilityTimeout of %s, %s s, is shorter than the Timeout of %s, %d s: AWS refuses that."
              .formatted(
                  queue.logicalId(),
                  visible,
                  function.logicalId(),
                  function.timeout().toSeconds()));
    }
    int concurrency =
        properties
            .section("ScalingConfig")
            .only(Set.of("MaximumConcurrency"))
            .integer("MaximumConcurrency", 1_000, 2, 1_000);
    return new EventSource.OfQueue(resource.id(), function.logicalId(), batch, queue, concurrency);
  }

  /*
   * The reference asks for a window above 10 of streams too, but its own default of 100 has none:
   * so it is asked of queues only.
   */
  private static EventSource ofStream(Resource resource, Function function, Table table)
      throws TemplateException {
    Section properties = resource.properties();
    refuse(properties, "ScalingConfig", "a queue");
    Batch batch = batch(properties, 100, 10_000);
    boolean fromStart =
        properties
            .choice("StartingPosition", "", List.of("TRIM_HORIZON", "LATEST"))
            .equals("TRIM_HORIZON");
    Integer age = limit(properties, "MaximumRecordAgeInSeconds", 60, 604_800);
    Retries retries =
        new Retries(
            limit(properties, "MaximumRetryAttempts", 0, 10_000),
            age == null ? null : Duration.ofSeconds(age),
            properties.choice("BisectBatchOnFunctionError", "false", YES_NO).equals("true"));
    int lanes = properties.integer("ParallelizationFactor", 1, 1, 10);
    return new EventSource.OfStream(
        resource.id(), function.logicalId(), batch, table, new Reading(fromStart, lanes, retries));
  }

  private static Batch batch(Section properties, int usual, int most) throws TemplateException {
    List<String> answers = properties.texts("FunctionResponseTypes");
    if (!answers.isEmpty() && !answers.equals(List.of("ReportBatchItemFailures"))) {
      throw properties.refusal(
          "FunctionResponseTypes", "FunctionResponseTypes can be [ReportBatchItemFailures] only.");
    }
    return new Batch(
        properties.integer(SIZE, usual, 1, most),
        Duration.ofSeconds(properties.integer(WINDOW, 0, 0, 300)),
        !answers.isEmpty());
  }

  /** A number, or null where it is missing or -1, which is AWS's word for no limit. */
  private static @Nullable Integer limit(Section properties, String key, int least, int most)
      throws TemplateException {
    String text = properties.text(key, "-1");
    return text.equals("-1") ? null : Integer.valueOf(properties.integer(key, 0, least, most));
  }

  private static void refuse(Section properties, String key, String owner)
      throws TemplateException {
    if (properties.has(key)) {
      throw properties.refusal(key, key + " belongs to a mapping of " + owner + ": leave it out.");
    }
  }
}
