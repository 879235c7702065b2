package dev.broadside.bench;

import java.util.List;
import java.util.Locale;

/** Values of several rounds: their median and their range. */
public record Spread(double median, double min, double max) {
  /** Of at least one value. */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /** {@code median (min to max)}, in the form that {@code format} gives a number. */
  public String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + " to " + format + ")", median, min, max);
  }

  /** {@code {"median", "min", "max"}}. */
  public String json() {
    return String.format(
        Locale.ROOT, "{\"median\":%.3f,\"min\":%.3f,\"max\":%.3f}", median, min, max);
  }
}
