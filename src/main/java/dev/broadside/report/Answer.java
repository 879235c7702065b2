package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import org.jspecify.annotations.Nullable;

/** The answer to a run's question in one sentence, at a percentile that its broadcasts support. */
final class Answer {
  private Answer() {}

  static String of(RunSummary summary) {
    if (summary.verdict().status() == RunSummary.Status.INVALID) {
      return "This measurement cannot be trusted; the numbers only show what was seen.";
    }
    Support support = Support.of(summary);
    Distribution last = summary.latency().lastMillis();
    boolean unasked =
        summary.verdict().status() == RunSummary.Status.PASS
            && "none".equals(summary.run().parameters().get("slo"));
    return sentence(support, last) + (unasked ? " No limit was asked for." : "");
  }

  private static String sentence(Support support, Distribution last) {
    return support
        .highest()
        .map(
            level ->
                switch (level) {
                  case P999, P99 -> sentence("99%", support.broadcasts(), last.p99());
                  case P95 -> sentence("95%", support.broadcasts(), last.p95());
                  case P90 -> sentence("90%", support.broadcasts(), last.p90());
                  case P50 -> sentence("half", support.broadcasts(), last.p50());
                })
        .orElse("There were too few broadcasts for an answer.");
  }

  private static String sentence(String share, long broadcasts, @Nullable Double millis) {
    String counted = Figures.count(broadcasts);
    return millis == null
        ? "Less than %s of %s broadcasts reached everyone.".formatted(share, counted)
        : "In %s of %s broadcasts the last receiver had it within %s."
            .formatted(share, counted, Figures.duration(millis));
  }
}
