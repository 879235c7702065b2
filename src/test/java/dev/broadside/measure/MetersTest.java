package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
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
    meter.note(95 * MS, 125 * MS);
    meter.note(125 * MS, 130 * MS);
    meter.end(200 * MS);
    meter.note(190 * MS, 235 * MS);
    meter.note(235 * MS, 335 * MS);
    long hiddenOnAverage = 5 * MS / 2;
    assertEquals(40 * MS + hiddenOnAverage, meter.longestNanos());
    assertEquals((25 + 40) * MS + 2 * hiddenOnAverage, meter.totalNanos());
  }

  @Property(tries = 20)
  void pausesThatBeginAtAnyMomentAreWorthTheirLength(
      @ForAll @LongRange(min = 2, max = 200) long thresholdMillis,
      @ForAll @DoubleRange(min = 1.26, max = 3) double times) {
    PauseMeter meter = new PauseMeter(thresholdMillis * MS);
    meter.begin(0);
    long sleep = Math.clamp(thresholdMillis * MS / 2, MS, 10 * MS);
    long pause = Math.round(thresholdMillis * MS * times);
    long moments = 1_000;
    for (int i = 0; i < moments; i++) {
      // The pause begins when so much of a sleep is over; who is paused when it ends wakes after.
      long begins = sleep * (2 * i + 1) / (2 * moments);
      meter.note(1, 1 + begins + pause);
    }
    assertTrue(Math.abs(moments * pause - meter.totalNanos()) <= 10 * moments);
  }

  @Test
  void aSleepThatWasHardlyLongerIsNoPause() {
    PauseMeter meter = new PauseMeter(10 * MS);
    meter.begin(0);
    meter.note(1, 1 + 5 * MS + MS / 10);
    assertEquals(MS / 10, meter.longestNanos());
    assertEquals(0, meter.totalNanos());
  }

  @Property(tries = 50)
  void toBeWokenIsNoPauseHoweverShortTheLimit(
      @ForAll @LongRange(min = 400_000, max = 4 * MS) long thresholdNanos) {
    PauseMeter meter = new PauseMeter(thresholdNanos);
    meter.begin(0);
    long sleep = Math.clamp(thresholdNanos / 2, MS, 10 * MS);
    meter.note(1, 1 + sleep + MS / 10);
    assertEquals(0, meter.totalNanos());
  }

  @Test
  void aFractionalQuotaIsNotRoundedUp(@TempDir Path root) throws IOException {
    write(root, "proc/self/cgroup", "0::/system.slice/run.service\n");
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all, CpuQuota.usableProcessors(root), 1e-9);
    write(root, "sys/fs/cgroup/system.slice/run.service/cpu.max", "max 100000\n");
    assertEquals(all, CpuQuota.usableProcessors(root), 1e-9);
    write(root, "sys/fs/cgroup/system.slice/cpu.max", "50000 100000\n");
    assertEquals(0.5, CpuQuota.usableProcessors(root), 1e-9);
    write(root, "sys/fs/cgroup/cpu.max", "25000 100000\n");
    assertEquals(0.25, CpuQuota.usableProcessors(root), 1e-9);
  }

  @Test
  void theFirstVersionOfCgroupsHasQuotasToo(@TempDir Path root) throws IOException {
    write(root, "proc/self/cgroup", "5:memory:/a\n4:cpu,cpuacct:/a/b\n0::/\n");
    write(root, "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us", "-1\n");
    write(root, "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us", "100000\n");
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all, CpuQuota.usableProcessors(root), 1e-9);
    write(root, "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "30000\n");
    write(root, "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "100000\n");
    assertEquals(0.3, CpuQuota.usableProcessors(root), 1e-9);
  }

  @Test
  void withoutCgroupsTheJvmsCountStands(@TempDir Path root) {
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all, CpuQuota.usableProcessors(root), 1e-9);
  }

  private static void write(Path root, String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  @Test
  void aShareIsTheUsedTimeOfAllProcessorsAndTheLastSecondCountsWhenHalfOfItIsOver() {
    AtomicLong used = new AtomicLong();
    CpuMeter meter = new CpuMeter(2, used::get);
    meter.tick(0);
    used.set(400 * MS);
    meter.tick(999 * MS);
    used.set(1_500 * MS);
    meter.tick(1_000 * MS);
    used.set(2_000 * MS);
    meter.end(1_500 * MS);
    assertEquals(List.of(0.75, 0.5), meter.shares());
    meter.tick(5_000 * MS);
    meter.end(5_400 * MS);
    assertEquals(2, meter.shares().size());
  }

  @Test
  void aJvmThatCannotTellItsTimeSaysNothingRatherThanThatItWasIdle() {
    CpuMeter meter = new CpuMeter(2, () -> -1);
    meter.tick(0);
    meter.tick(1_000 * MS);
    meter.end(2_000 * MS);
    assertEquals(List.of(), meter.shares());
  }
}
