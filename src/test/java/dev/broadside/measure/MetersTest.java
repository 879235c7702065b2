package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetersTest {
  private static final long MS = 1_000_000;

  @Test
  void aPauseCountsWhenItTouchesTheMeasuredWindow() {
    PauseMeter meter = new PauseMeter(10 * MS);
    meter.note(0, 50 * MS);
    meter.begin(100 * MS);
    meter.note(60 * MS, 90 * MS);
    assertEquals(0, meter.longestNanos());
    meter.note(95 * MS, 121 * MS);
    meter.note(121 * MS, 125 * MS);
    meter.end(200 * MS);
    meter.note(190 * MS, 231 * MS);
    meter.note(231 * MS, 331 * MS);
    assertEquals(40 * MS, meter.longestNanos());
    assertEquals((25 + 40) * MS, meter.totalNanos());
  }

  @Test
  void aFractionalQuotaIsNotRoundedUp(@TempDir Path folder) throws IOException {
    Path quota = Files.writeString(folder.resolve("cpu.max"), "50000 100000\n");
    assertEquals(0.5, CpuMeter.usableProcessors(quota), 1e-9);
    Path none = Files.writeString(folder.resolve("max"), "max 100000\n");
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all, CpuMeter.usableProcessors(none), 1e-9);
    assertEquals(all, CpuMeter.usableProcessors(folder.resolve("absent")), 1e-9);
  }

  @Test
  void theLastSecondCountsWhenHalfOfItIsOver() {
    CpuMeter meter = new CpuMeter(1);
    meter.tick(0);
    meter.tick(999 * MS);
    meter.end(1_000 * MS);
    assertEquals(1, meter.shares().size());
    meter.tick(5_000 * MS);
    meter.end(5_400 * MS);
    assertEquals(1, meter.shares().size());
    assertTrue(meter.shares().get(0) >= 0);
  }
}
