package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Several runs beside each other, the first of them being what the others are compared with.
 *
 * @param differing what is not the same in all of them: its name, and its value in each
 */
record Comparison(List<Run> runs, Map<String, List<String>> differing, List<Row> rows) {

  /** One of them, called by a letter. */
  record Run(String letter, String folder, RunReport report) {
    RunSummary summary() {
      return report.summary();
    }
  }

  /** A percentile in each run. */
  record Row(String name, List<Cell> cells) {}

  /**
   * A run's value, infinite where it falls on what never came and NaN where nobody knows it.
   *
   * @param few whether the broadcasts of this or of the first run do not support it
   * @param more than in the first run; {@code null} there, and where it cannot be said
   */
  record Cell(double millis, boolean few, Bootstrap.@Nullable Interval more) {}

  private record Measure(String name, int percent) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("last receiver", 100),
          new Measure("99% of receivers", 99),
          new Measure("90% of receivers", 90),
          new Measure("first receiver", 0));

  private static final List<Support.Level> LEVELS =
      List.of(Support.Level.P50, Support.Level.P95, Support.Level.P99);

  /** Compares runs by the names of their folders, in this order. */
  static Comparison of(Map<String, RunReport> reports) {
    List<Run> runs = new ArrayList<>();
    reports.forEach(
        (folder, report) -> runs.add(new Run(TimelineChart.letter(runs.size()), folder, report)));
    return new Comparison(runs, differing(runs), rows(runs));
  }

  private static List<Row> rows(List<Run> runs) {
    Bootstrap bootstrap = new Bootstrap();
    List<Row> rows = new ArrayList<>();
    for (Measure measure : MEASURES) {
      List<Bootstrap.Sample> samples =
          runs.stream().map(run -> sample(run.report(), measure.percent())).toList();
      for (Support.Level level : LEVELS) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
          cells.add(cell(bootstrap, samples.getFirst(), samples.get(i), level, i > 0));
        }
        if (cells.stream().anyMatch(cell -> !Double.isNaN(cell.millis()))) {
          rows.add(new Row(measure.name() + " " + level.word(), cells));
        }
      }
    }
    return rows;
  }

  private static Cell cell(
      Bootstrap bootstrap,
      Bootstrap.Sample base,
      Bootstrap.Sample sample,
      Support.Level level,
      boolean compared) {
    boolean few = !supports(base, level) || !supports(sample, level);
    return new Cell(
        sample.at(level.share()),
        few,
        compared && !few ? bootstrap.difference(base, sample, level.share()) : null);
  }

  private static boolean supports(Bootstrap.Sample sample, Support.Level level) {
    return Support.of(sample.independent(), 1).includes(level);
  }

  /** From each broadcast, or from the histogram of last receivers where these are not known. */
  private static Bootstrap.Sample sample(RunReport report, int percent) {
    long independent = Support.of(report.summary()).independent();
    List<Sent> broadcasts = report.log().broadcasts();
    double[] sorted =
        broadcasts.isEmpty() && percent == 100
            ? unfolded(report.last(), report.summary().broadcasts().incomplete())
            : Ranks.sorted(broadcasts, sent -> sent.reachedMillis(percent));
    return new Bootstrap.Sample(sorted, Math.min(independent, sorted.length));
  }

  private static double[] unfolded(Histogram nanos, long missing) {
    List<Double> values = new ArrayList<>();
    for (HistogramIterationValue value : nanos.recordedValues()) {
      for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
        values.add(value.getValueIteratedTo() / 1e6);
      }
    }
    for (long i = 0; i < missing; i++) {
      values.add(Double.POSITIVE_INFINITY);
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, List<String>> differing(List<Run> runs) {
    List<Map<String, String>> facts = runs.stream().map(run -> facts(run.summary())).toList();
    Set<String> names = new LinkedHashSet<>(facts.getFirst().keySet());
    facts.forEach(each -> names.addAll(new TreeSet<>(each.keySet())));
    Map<String, List<String>> differing = new LinkedHashMap<>();
    for (String name : names) {
      List<String> values =
          facts.stream().map(each -> each.getOrDefault(name, Figures.UNKNOWN)).toList();
      if (values.stream().distinct().count() > 1) {
        differing.put(name, values);
      }
    }
    return differing;
  }

  private static String shortened(@Nullable String commit) {
    return commit == null ? Figures.UNKNOWN : commit.substring(0, Math.min(10, commit.length()));
  }

  static String known(@Nullable Object value) {
    return value == null ? Figures.UNKNOWN : value.toString();
  }

  /** What decides numbers. Times and memory are never the same, and say nothing of this. */
  private static Map<String, String> facts(RunSummary summary) {
    Map<String, String> facts = new LinkedHashMap<>();
    RunSummary.Run run = summary.run();
    facts.put("scenario", run.scenario());
    facts.put("where", Place.of(run));
    facts.put("design", known(run.design()));
    facts.put("seed", Long.toString(run.seed()));
    facts.put("commit", shortened(run.commit()));
    Book.parameters(summary).rows().forEach(row -> facts.put(row.name(), row.value()));
    for (String name : List.of("broadside", "cpuModel", "processors", "memoryMiB", "java")) {
      Object value = summary.environment().get(name);
      facts.put("machine: " + name, known(value));
    }
    return facts;
  }
}
