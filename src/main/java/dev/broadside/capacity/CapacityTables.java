package dev.broadside.capacity;

import dev.broadside.capacity.CapacityReport.Estimate;
import dev.broadside.capacity.CapacityReport.Law;
import dev.broadside.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbers of a search as tables, for whichever format lays them out. */
final class CapacityTables {
  private static final String UNKNOWN = "–";
  private static final String NEVER = "∞";

  private CapacityTables() {}

  /** The first column names the row. */
  record Table(List<String> columns, List<List<String>> rows) {}

  static Table points(CapacityReport report) {
    List<List<String>> rows = new ArrayList<>();
    Point before = null;
    for (Point point : report.points()) {
      rows.add(row(report.quantity(), point, before));
      before = point;
    }
    return new Table(
        List.of("point", "load", "why", "broadcasts", "slow", "lost", "p50", "p99", "says"), rows);
  }

  private static List<String> row(Quantity quantity, Point point, @Nullable Point before) {
    Evidence evidence = point.evidence();
    Measures measures = point.measures();
    String cause = point.cause();
    return List.of(
        "" + point.number(),
        quantity.words(point.load()),
        isLookedAtAgain(point, before) ? "undecided: more broadcasts" : point.purpose().words(),
        evidence == null ? UNKNOWN : "" + evidence.broadcasts(),
        evidence == null
            ? UNKNOWN
            : evidence.above().stream().map(String::valueOf).collect(Collectors.joining(" / ")),
        evidence == null ? UNKNOWN : "" + evidence.lost(),
        evidence == null || measures == null ? UNKNOWN : millis(measures.p50Millis()),
        evidence == null || measures == null ? UNKNOWN : millis(measures.p99Millis()),
        point.refused() == null
            ? point.judgement() + (cause == null ? "" : ": " + cause)
            : "refused: " + point.refused());
  }

  /** Whether its broadcasts were added to those of the point before. */
  private static boolean isLookedAtAgain(Point point, @Nullable Point before) {
    return point.times() > 1
        || (before != null
            && before.load() == point.load()
            && before.times() == 1
            && before.judgement().equals("undecided"));
  }

  private static String millis(@Nullable Double millis) {
    return millis == null ? NEVER : Figures.duration(millis);
  }

  static Table law(Law law) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("alone, a second", law.lambda()));
    rows.add(row("contention", law.alpha()));
    rows.add(row("coherency", law.beta()));
    Estimate peak = law.peak();
    if (peak != null) {
      rows.add(row("peak", peak));
    }
    return new Table(List.of("coefficient", "value", "95% from", "to"), rows);
  }

  private static List<String> row(String name, Estimate estimate) {
    return List.of(name, number(estimate.value()), number(estimate.low()), number(estimate.high()));
  }

  private static String number(@Nullable Double number) {
    return number == null ? "no end" : Text.small(number);
  }

  static Table quotas(CapacityReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (QuotaCeiling quota : report.quotas()) {
      rows.add(
          List.of(
              "Q" + (rows.size() + 1) + ": " + quota.name(),
              report.quantity().words(Math.floor(quota.load() * 10) / 10),
              (quota.modelled() ? "Modelled: " : "") + quota.why()));
    }
    return new Table(List.of("quota", "ends at", "because"), rows);
  }

  static Table facts(CapacityReport report) {
    CapacityReport.About about = report.about();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("scenario", about.scenario()));
    rows.add(List.of("target", about.target()));
    rows.add(List.of("design", known(about.design())));
    rows.add(List.of("profile", known(about.profile())));
    rows.add(List.of("SLO", about.goal()));
    rows.add(List.of("budget", about.budget()));
    rows.add(List.of("seed", "" + about.seed()));
    rows.add(List.of("from, to", about.startedAt() + ", " + about.finishedAt()));
    rows.add(List.of("commit", known(about.commit())));
    for (Map.Entry<String, @Nullable Object> fact : report.environment().entrySet()) {
      rows.add(List.of(fact.getKey(), known(fact.getValue())));
    }
    return new Table(List.of("what", "value"), rows);
  }

  private static String known(@Nullable Object value) {
    return value == null ? "unknown" : value.toString();
  }
}
