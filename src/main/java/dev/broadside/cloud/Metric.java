package dev.broadside.cloud;

import dev.broadside.measure.CloudView;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * One statistic of one metric that a run is held against.
 *
 * @param of what a person calls what it is of
 */
record Metric(
    String of,
    String namespace,
    String name,
    String statistic,
    String unit,
    List<Dimension> dimensions) {
  private static final int MINUTE = 60;
  private static final String SUM = "Sum";
  private static final String COUNT = "Count";
  private static final String MILLISECONDS = "Milliseconds";

  /** Where AWS documents a service's metrics stands beside each. */
  static List<Metric> of(CloudView.Source source) {
    List<Metric> metrics = new ArrayList<>();
    api(source, metrics);
    source.functions().forEach(function -> function(function, metrics));
    source.tables().forEach(table -> table(table, metrics));
    return metrics;
  }

  /** docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html */
  private static void api(CloudView.Source source, List<Metric> metrics) {
    List<Dimension> stage =
        List.of(dimension("ApiId", source.api()), dimension("Stage", source.stage()));
    String of = source.api() + "/" + source.stage();
    for (String name :
        List.of(
            "ConnectCount", "MessageCount", "ClientError", "IntegrationError", "ExecutionError")) {
      metrics.add(new Metric(of, "AWS/ApiGateway", name, SUM, COUNT, stage));
    }
    for (String statistic : List.of("p50", "p99")) {
      metrics.add(
          new Metric(of, "AWS/ApiGateway", "IntegrationLatency", statistic, MILLISECONDS, stage));
    }
  }

  /** docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  private static void function(String name, List<Metric> metrics) {
    List<Dimension> function = List.of(dimension("FunctionName", name));
    for (String metric : List.of("Invocations", "Errors", "Throttles")) {
      metrics.add(new Metric(name, "AWS/Lambda", metric, SUM, COUNT, function));
    }
    metrics.add(new Metric(name, "AWS/Lambda", "ConcurrentExecutions", "Maximum", COUNT, function));
    for (String statistic : List.of("p50", "p99")) {
      metrics.add(new Metric(name, "AWS/Lambda", "Duration", statistic, MILLISECONDS, function));
    }
  }

  /** docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
  private static void table(String name, List<Metric> metrics) {
    List<String> parts = List.of(name.split("/", 2));
    List<Dimension> table = new ArrayList<>();
    table.add(dimension("TableName", parts.getFirst()));
    if (parts.size() > 1) {
      table.add(dimension("GlobalSecondaryIndexName", parts.get(1)));
    }
    for (String metric :
        List.of(
            "ConsumedReadCapacityUnits",
            "ConsumedWriteCapacityUnits",
            "ReadThrottleEvents",
            "WriteThrottleEvents")) {
      metrics.add(new Metric(name, "AWS/DynamoDB", metric, SUM, COUNT, List.copyOf(table)));
    }
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  boolean isSum() {
    return statistic.equals(SUM);
  }

  MetricDataQuery query(String id) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            stat ->
                stat.metric(m -> m.namespace(namespace).metricName(name).dimensions(dimensions))
                    .period(MINUTE)
                    .stat(statistic))
        .build();
  }
}
