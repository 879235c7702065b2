package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.jmh.BroadcastResult;
import dev.broadside.bench.jmh.BroadcastRow;
import dev.broadside.bench.jmh.Interval;
import dev.broadside.bench.jmh.StageCounts;
import dev.broadside.bench.jmh.Timing;
import dev.broadside.bench.stub.StubCounts;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the default locale is everybody's")
class BroadcastTextTest {
  @Test
  void theTableIsTheSameInEveryLanguage() {
    String text = BroadcastText.render(List.of(result(10_000)));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(text, BroadcastText.render(List.of(result(10_000))));
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(
        "scan-chat    scan          async     1,000     1,000        15ms        252.0 ±2.0    240.0       12.0 ±2.0    1.0     24.5     8.5",
        text.lines().skip(1).findFirst().orElse(""));
  }

  @Test
  void otherPostsThanTheRowMakesAreSaid() {
    assertTrue(BroadcastText.render(List.of(result(9_999))).contains("DIFFERS"));
  }

  private static BroadcastResult result(long posts) {
    return new BroadcastResult(
        BroadcastRow.quick().getFirst(),
        new Timing(List.of(251.0, 253.0), 252, 250, 254, 1_024_000),
        15,
        240,
        new Interval(10, 12, 14),
        new Interval(8_000, 8_500, 9_000),
        new StageCounts(10, 10, 10_000, 245),
        new StubCounts(posts, posts, 0, 0, 500 * posts, 15_000_000 * posts),
        10);
  }
}
