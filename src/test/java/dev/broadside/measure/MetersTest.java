package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
