package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Estimate;
import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.capacity.CapacityReport.OnCurve;
import dev.broadside.capacity.UslFit.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What scales with what, so that the Universal Scalability Law says something of fan-out.
 *
 * <p>Where the audience is varied, N is the receivers of a broadcast and X the receivers that it
 * serves a second, {@code N / L} by the median time L until the last one has it. A handler that
 * posts one by one is pure contention; what grows with the audience for each post is coherency.
 *
 * <p>Where the rate is varied, N is the broadcasts under way, by Little's law the rate times the
 * mean time to the last receiver, and X is the rate.
 *
 * <p>Points whose backlog grew, whatever broke them, or that a throttle broke are left out: their
 * times say how long they were measured, not what the stage does.
 */
final class Laws {
  private static final double SECOND = 1_000;
  private static final int CURVE = 60;

  private final Quantity quantity;
  private final List<Sample> samples;

  private record Sample(double load, Measured measured) {}

  private Laws(Quantity quantity, List<Sample> samples) {
    this.quantity = quantity;
    this.samples = samples;
  }

  /** The law through the points of a search, if they make one. */
  static Optional<Law> through(Quantity quantity, List<Point> points) {
    List<Sample> samples = new ArrayList<>();
    for (Point point : points) {
      Measured measured = measured(quantity, point);
      if (measured != null) {
        samples.add(new Sample(point.load(), measured));
      }
    }
    return UslFit.of(samples.stream().map(Sample::measured).toList())
        .map(new Laws(quantity, samples)::law);
  }

  private static @Nullable Measured measured(Quantity quantity, Point point) {
    Measures measures = point.measures();
    Evidence evidence = point.evidence();
    if (measures == null || evidence == null || !isSteady(point.cause(), evidence)) {
      return null;
    }
    Double millis = quantity == Quantity.RATE ? measures.meanMillis() : measures.p50Millis();
    if (millis == null || millis <= 0 || measures.receivers() <= 0) {
      return null;
    }
    return quantity == Quantity.RATE
        ? new Measured(point.load() * millis / SECOND, point.load())
        : new Measured(measures.receivers(), measures.receivers() / (millis / SECOND));
  }

  /** What grew is broken by its latency in most cases, since that is looked at first. */
  private static boolean isSteady(@Nullable String cause, Evidence evidence) {
    return !evidence.growing()
        && (cause == null || cause.equals(Cause.LATENCY.word()) || cause.equals(Cause.LOSS.word()));
  }

  private Law law(UslFit fit) {
    Optional<Interval> peak = fit.peak();
    List<Double> above = fit.above().stream().map(i -> samples.get(i).load()).toList();
    List<String> sentences = new ArrayList<>();
    sentences.add(contention(fit));
    sentences.add(coherency(fit));
    sentences.add(
        peak.map(p -> peak(fit, p))
            .orElse("These points predict no peak: its interval would not be within ±25%."));
    for (double load : above) {
      sentences.add(
          "At %s the stage did more than the law through the other points allows at 99%%: doubt that point, or the law."
              .formatted(quantity.words(load)));
    }
    return new Law(
        quantity == Quantity.RATE
            ? "broadcasts a second by broadcasts under way"
            : "receivers served a second by receivers of a broadcast",
        samples.size(),
        estimate(fit.lambda()),
        estimate(fit.alpha()),
        estimate(fit.beta()),
        peak.map(Laws::estimate).orElse(null),
        above,
        curve(fit),
        sentences);
  }

  private String contention(UslFit fit) {
    Interval alpha = fit.alpha();
    String what =
        quantity == Quantity.RATE
            ? "what broadcasts under way at once wait for each other"
            : "the share of a receiver's delivery that is done one after the other";
    String limit =
        alpha.low() > 0
            ? " Without coherency it would let no more than %s a second through."
                .formatted(Text.plain(rounded(fit.lambda().value() / alpha.value())))
            : " It cannot be told from none.";
    return "Contention, %s, is %s.%s".formatted(what, interval(alpha), limit);
  }

  private String coherency(UslFit fit) {
    Interval beta = fit.beta();
    String what =
        quantity == Quantity.RATE
            ? "what each broadcast under way costs each other"
            : "what each receiver adds to the delivery of each other (a longer lookup, fuller buffers)";
    return "Coherency, %s, is %s.%s"
        .formatted(what, interval(beta), beta.low() > 0 ? "" : " It cannot be told from none.");
  }

  private String peak(UslFit fit, Interval peak) {
    return "The predicted peak is at %s %s (95%%: %s to %s), with %s a second; beyond it more is done more slowly."
        .formatted(
            Text.plain(rounded(peak.value())),
            quantity == Quantity.RATE ? "broadcasts under way" : "receivers",
            Text.plain(rounded(peak.low())),
            Text.plain(rounded(peak.high())),
            Text.plain(rounded(fit.at(peak.value()))));
  }

  private static Estimate estimate(Interval interval) {
    return new Estimate(interval.value(), finite(interval.low()), finite(interval.high()));
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  private static String interval(Interval estimate) {
    return "%s (95%%: %s to %s)"
        .formatted(
            Text.small(estimate.value()), Text.small(estimate.low()), Text.small(estimate.high()));
  }

  private static double rounded(double number) {
    double digit = Math.pow(10, Math.floor(Math.log10(number)) - 2);
    return Math.rint(number / digit) * digit;
  }

  /** Over the sizes that were measured; beyond them the law is a guess. */
  private List<OnCurve> curve(UslFit fit) {
    double from = samples.stream().mapToDouble(s -> s.measured().n()).min().orElseThrow();
    double to = samples.stream().mapToDouble(s -> s.measured().n()).max().orElseThrow();
    List<OnCurve> curve = new ArrayList<>();
    for (int i = 0; i <= CURVE; i++) {
      double n = from * Math.pow(to / from, (double) i / CURVE);
      double x = fit.at(n);
      if (x > 0) {
        curve.add(new OnCurve(quantity == Quantity.RATE ? x : n, n / x * SECOND));
      }
    }
    return curve;
  }
}
