package dev.broadside.cli;

import dev.broadside.aws.Pages;
import dev.broadside.aws.Prices;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.ScanOverQuery;
import dev.broadside.bench.jmh.TableShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code bench lookup} prints for people. */
final class LookupText {
  private static final double MILLION = 1e6;

  /** Whose times they are without {@code --dynamodb}. */
  static final String LOCAL = "Times are DynamoDB Local's on this machine, not AWS's";

  private LookupText() {}

  static String render(List<LookupResult> results, Prices prices) {
    return render(results, prices, LOCAL);
  }

  /**
   * The table.
   *
   * @param whose times they are, a part of a sentence
   */
  static String render(List<LookupResult> results, Prices prices, String whose) {
    return line(
            "lookup",
            "connections",
            "room",
            "item B",
            "index",
            "ms, 99% interval",
            "pages",
            "units",
            "$/million",
            "by the rules")
        + results.stream().map(result -> line(result, prices)).collect(Collectors.joining())
        + ScanOverQuery.in(results).stream()
            .map(one -> one.words() + System.lineSeparator())
            .collect(Collectors.joining())
        + String.format(
            Locale.ROOT,
            """
            %s; the interval is of the forks' means.
            Units and pages are of one lookup; $ are for a million of them, at %s (%s).""",
            whose,
            prices.name(),
            prices.asOf());
  }

  private static String line(LookupResult result, Prices prices) {
    TableShape table = result.row().table();
    return line(
        result.row().lookup(),
        number("%,d", table.connections()),
        number("%,d", table.room()),
        number("%,d", table.itemBytes()),
        table.projection().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        String.format(
            Locale.ROOT,
            "%,.2f (%,.2f to %,.2f)",
            result.millis().mean(),
            result.millis().low(),
            result.millis().high()),
        number("%,.1f", result.pages()),
        number("%,.1f", result.readUnits()),
        number("%,.2f", MILLION * result.readUnits() * prices.dynamoDb().readUnit()),
        rules(result));
  }

  private static String rules(LookupResult result) {
    Pages rules = result.byDynamoDbLocal();
    if (rules == null) {
      return "depends on the segments";
    }
    return result.asPredicted()
        ? "as predicted"
        : String.format(
            Locale.ROOT,
            "DIFFERS: %d pages, %,.1f units; %,.2f requests were made",
            rules.pages(),
            rules.units(),
            result.requests());
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(Object... columns) {
    return String.format(Locale.ROOT, "%-13s %11s %6s %6s %-9s %32s %6s %9s %11s  %s%n", columns);
  }
}
