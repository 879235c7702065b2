package dev.broadside.cloud;

import dev.broadside.measure.CloudView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * Metrics of whole minutes, those in which a run began and ended included.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData</a>
 */
record Metrics(CloudWatchClient client) {
  /** The most that one request may ask for. */
  private static final int QUERIES = 500;

  List<CloudView.Series> ask(List<Metric> metrics, Instant from, Instant until) {
    List<CloudView.Series> all = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i += QUERIES) {
      all.addAll(some(metrics.subList(i, Math.min(metrics.size(), i + QUERIES)), from, until));
    }
    return all;
  }

  private List<CloudView.Series> some(List<Metric> metrics, Instant from, Instant until) {
    List<MetricDataQuery> queries = new ArrayList<>();
    Map<String, Map<Instant, Double>> values = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      queries.add(metrics.get(i).query("m" + i));
    }
    GetMetricDataRequest request =
        GetMetricDataRequest.builder()
            .metricDataQueries(queries)
            .startTime(from.truncatedTo(ChronoUnit.MINUTES))
            .endTime(until.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES))
            .build();
    for (GetMetricDataResponse page : client.getMetricDataPaginator(request)) {
      for (MetricDataResult result : page.metricDataResults()) {
        Map<Instant, Double> minutes = values.computeIfAbsent(result.id(), id -> new TreeMap<>());
        for (int i = 0; i < Math.min(result.timestamps().size(), result.values().size()); i++) {
          minutes.put(result.timestamps().get(i), result.values().get(i));
        }
      }
    }
    List<CloudView.Series> series = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      series.add(series(metrics.get(i), values.getOrDefault("m" + i, Map.of())));
    }
    return series;
  }

  private static CloudView.Series series(Metric metric, Map<Instant, Double> values) {
    List<CloudView.Minute> minutes = new ArrayList<>();
    double value = 0;
    for (Map.Entry<Instant, Double> each : values.entrySet()) {
      minutes.add(new CloudView.Minute(each.getKey().toString(), each.getValue()));
      value = metric.isSum() ? value + each.getValue() : Math.max(value, each.getValue());
    }
    return new CloudView.Series(
        metric.of(),
        metric.name(),
        metric.statistic(),
        metric.unit(),
        minutes.isEmpty() ? null : (Double) value,
        minutes);
  }
}
