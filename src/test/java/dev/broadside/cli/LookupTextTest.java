package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.PriceLists;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.TableShape;
import dev.broadside.bench.jmh.Timing;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
class LookupTextTest {
  private static final TableShape TABLE = TableShape.REFERENCE.withConnections(100_000);
  private static final Timing MILLIS =
      new Timing(List.of(1_000.0, 2_000.0), 1_500, 1_000, 2_000, 0);

  @Test
  void theTableIsTheSameInEveryLanguage() {
    LookupResult scan = result("scan", 20, 2_451);
    String text = LookupText.render(List.of(scan), PriceLists.bundled());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(text, LookupText.render(List.of(scan), PriceLists.bundled()));
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(
        "scan              100,000    100    200 keys only  1,500.00 (1,000.00 to 2,000.00)   20.0"
            + "   2,451.0      306.38  as predicted",
        text.lines().skip(1).findFirst().orElse(""));
  }

  @Test
  void whatDiffersFromTheRulesSaysHow() {
    String text = LookupText.render(List.of(result("query", 1.5, 1.5)), PriceLists.bundled());
    assertTrue(text.contains("DIFFERS: 1 pages, 1.0 units; 1.50 requests were made"), text);
  }

  @Test
  void aParallelScanIsLeftToItsSegments() {
    LookupResult result = result("parallel-scan", 20, 2_450);
    assertTrue(result.asPredicted());
    assertTrue(
        LookupText.render(List.of(result), PriceLists.bundled())
            .contains("depends on the segments"));
  }

  private static LookupResult result(String lookup, double pages, double units) {
    return new LookupResult(new LookupRow(lookup, TABLE), MILLIS, pages, pages, 100, units);
  }
}
