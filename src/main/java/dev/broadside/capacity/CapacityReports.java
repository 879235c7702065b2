package dev.broadside.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.broadside.capacity.CapacityReport.About;
import dev.broadside.report.RecordReader;
import dev.broadside.report.ReportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the report of a search from its points. */
public final class CapacityReports {
  /** The file that a search leaves in its folder. */
  public static final String FILE = "capacity.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CapacityReports() {}

  /** All that a search found. */
  public static CapacityReport of(
      PointPlan plan,
      About about,
      Finding finding,
      List<Point> points,
      Map<String, @Nullable Object> environment) {
    Quantity quantity = plan.quantity();
    boolean interrupted =
        switch (finding) {
          case Finding.AlwaysHeld held -> held.end() == Finding.End.INTERRUPTED;
          case Finding.Unfinished unfinished -> unfinished.end() == Finding.End.INTERRUPTED;
          case Finding.Bracket bracket -> false;
          case Finding.NeverHeld never -> false;
          case Finding.Drifted drifted -> false;
        };
    return new CapacityReport(
        CapacityReport.SCHEMA,
        interrupted,
        about,
        quantity.word(),
        quantity.unit(),
        new Answers(quantity, reasons(finding, points)).of(finding),
        points,
        Laws.through(quantity, points).orElse(null),
        Quotas.of(quantity, plan.scenario(), plan.goal(), points),
        environment);
  }

  private static List<String> reasons(Finding finding, List<Point> points) {
    List<String> reasons = new ArrayList<>();
    long refused = points.stream().filter(p -> p.refused() != null).count();
    if (refused > 0) {
      reasons.add(
          refused
              + " of "
              + points.size()
              + " points were refused and count for nothing: their measurement cannot be trusted.");
    }
    if (finding instanceof Finding.Bracket(double holds, double breaks, Cause cause)
        && breaks > Plan.WIDTH * holds
        && points.stream().anyMatch(p -> isUndecided(p, holds, breaks))) {
      reasons.add(
          "The bracket is wider than 5%: between its ends the share of slow broadcasts is too near to what the SLO allows for so many broadcasts to decide.");
    }
    return reasons;
  }

  private static boolean isUndecided(Point point, double holds, double breaks) {
    return point.judgement().equals("undecided") && point.load() > holds && point.load() < breaks;
  }

  /** What {@code capacity.json} in a search's folder says. */
  public static CapacityReport read(Path folder) throws ReportException {
    return RecordReader.read(folder.resolve(FILE), CapacityReport.SCHEMA, CapacityReport.class);
  }

  /** {@code capacity.json}. */
  public static String json(CapacityReport report) {
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("records of numbers and texts are JSON", e);
    }
  }
}
