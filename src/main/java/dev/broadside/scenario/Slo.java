package dev.broadside.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What answer is good enough. Every limit must hold; a limit that is {@code null} is not asked for.
 *
 * @param latency limits on percentiles of a latency
 * @param lost most deliveries that may be lost
 * @param duplicate most deliveries that may be repeated
 * @param unexpected most deliveries that may reach somebody outside the audience
 */
public record Slo(
    List<Limit> latency, @Nullable Long lost, @Nullable Long duplicate, @Nullable Long unexpected) {

  /** Keeps the limits in the order of {@link Metric} and {@link Statistic}, however written. */
  public Slo {
    latency =
        latency.stream()
            .sorted(Comparator.comparing(Limit::metric).thenComparing(Limit::statistic))
            .toList();
  }

  /** An SLO that asks for nothing. */
  public static final Slo NONE = new Slo(List.of(), null, null, null);

  /** A latency that can be limited. All but connect and delivery are over broadcasts. */
  public enum Metric {
    CONNECT,
    FIRST,
    P90,
    P99,
    LAST,
    DELIVERY;

    /** The word for it in scenario files and reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A statistic of a latency. */
  public enum Statistic {
    P50,
    P90,
    P95,
    P99,
    P999,
    MAX;

    /** The word for it in scenario files and reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One limit: {@code last: {p95: 1s}}. */
  public record Limit(Metric metric, Statistic statistic, Duration limit) {
    @Override
    public String toString() {
      return metric.word() + " " + statistic.word() + " ≤ " + DurationText.format(limit);
    }
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(latency.stream().map(Limit::toString).toList());
    addIfAsked(words, "lost", lost);
    addIfAsked(words, "duplicate", duplicate);
    addIfAsked(words, "unexpected", unexpected);
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  private static void addIfAsked(List<String> words, String what, @Nullable Long most) {
    if (most != null) {
      words.add(what + " ≤ " + most);
    }
  }
}
