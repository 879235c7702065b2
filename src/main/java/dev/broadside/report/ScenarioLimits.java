package dev.broadside.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.broadside.scenario.Slo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The latency limits in a run folder's resolved {@code scenario.yaml}. They only decorate the plot
 * and the folder may be from a killed run, so what cannot be understood is no limit, not an error.
 */
final class ScenarioLimits {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(ms|s|m)");

  private ScenarioLimits() {}

  static List<Slo.Limit> read(Path file) {
    JsonNode slo;
    try {
      slo = new YAMLMapper().readTree(file.toFile()).path("slo");
    } catch (IOException e) {
      return List.of();
    }
    List<Slo.Limit> limits = new ArrayList<>();
    for (Slo.Metric metric : Slo.Metric.values()) {
      for (Slo.Statistic statistic : Slo.Statistic.values()) {
        duration(slo.path(metric.word()).path(statistic.word()).asText())
            .ifPresent(limit -> limits.add(new Slo.Limit(metric, statistic, limit)));
      }
    }
    return List.copyOf(limits);
  }

  private static Optional<Duration> duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    double nanosPerUnit =
        switch (parts.group(2)) {
          case "ms" -> 1e6;
          case "s" -> 1e9;
          default -> 60e9;
        };
    return Optional.of(
        Duration.ofNanos(Math.round(Double.parseDouble(parts.group(1)) * nanosPerUnit)));
  }
}
