package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code junit.xml}: a test case for each reason of the verdict and for each validity check. What
 * makes a run FAIL is a failure, what makes it INVALID an error.
 */
public final class JunitReport implements ReportFormat {

  @Override
  public String render(RunReport report) {
    RunSummary summary = report.summary();
    List<Markup> reasons = reasons(summary);
    List<Markup> checks = checks(summary);
    boolean invalid = summary.verdict().status() == RunSummary.Status.INVALID;
    boolean failed = summary.verdict().status() == RunSummary.Status.FAIL;
    long broken = summary.validity().checks().stream().filter(c -> !c.ok()).count();
    return Markup.of(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="Broadside">
              <testsuite name="{}" tests="{}" failures="{}" errors="{}" skipped="0" timestamp="{}" time="{}">
            {}{}  </testsuite>
            </testsuites>
            """,
            summary.run().scenario(),
            reasons.size() + checks.size(),
            failed ? reasons.size() : 0,
            broken + (invalid ? reasons.size() : 0),
            summary.run().startedAt(),
            seconds(summary.run()),
            reasons,
            checks)
        .source();
  }

  private static List<Markup> reasons(RunSummary summary) {
    RunSummary.Status status = summary.verdict().status();
    if (status == RunSummary.Status.PASS) {
      return List.of(testcase(summary, "verdict: PASS", Markup.NONE));
    }
    List<String> reasons = summary.verdict().reasons();
    List<Markup> cases = new ArrayList<>();
    for (String reason : reasons.isEmpty() ? List.of("no reason was recorded") : reasons) {
      String template =
          status == RunSummary.Status.FAIL
              ? "      <failure type=\"FAIL\" message=\"{}\"/>\n"
              : "      <error type=\"INVALID\" message=\"{}\"/>\n";
      cases.add(testcase(summary, "verdict: " + reason, Markup.of(template, reason)));
    }
    return cases;
  }

  private static List<Markup> checks(RunSummary summary) {
    return summary.validity().checks().stream()
        .map(check -> testcase(summary, "validity: " + check.name(), outcome(check)))
        .toList();
  }

  private static Markup outcome(RunSummary.Check check) {
    String sentence = check.value() + " (limit " + check.limit() + ")";
    return check.ok()
        ? Markup.of("      <system-out>{}</system-out>\n", sentence)
        : Markup.of("      <error type=\"INVALID\" message=\"{}\"/>\n", sentence);
  }

  private static Markup testcase(RunSummary summary, String name, Markup outcome) {
    return Markup.of(
        "    <testcase classname=\"broadside.{}\" name=\"{}\">\n{}    </testcase>\n",
        summary.run().scenario(),
        name,
        outcome);
  }

  /** Wall-clock length of the run; 0 when it never finished, since the attribute needs a number. */
  private static String seconds(RunSummary.Run run) {
    if (run.finishedAt() == null) {
      return "0";
    }
    try {
      Duration length =
          Duration.between(Instant.parse(run.startedAt()), Instant.parse(run.finishedAt()));
      return Long.toString(length.toSeconds());
    } catch (DateTimeParseException e) {
      return "0";
    }
  }
}
