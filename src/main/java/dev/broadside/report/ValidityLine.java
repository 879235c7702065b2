package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.List;

/** How many of the validity checks hold, in words. */
final class ValidityLine {
  private ValidityLine() {}

  /** {@code 6 of 6 checks hold}. */
  static String of(List<RunSummary.Check> checks) {
    if (checks.isEmpty()) {
      return "no check was made";
    }
    long held = checks.stream().filter(RunSummary.Check::ok).count();
    return "%s of %s %s"
        .formatted(
            Figures.count(held),
            Figures.count((long) checks.size()),
            checks.size() == 1 ? "check holds" : "checks hold");
  }
}
