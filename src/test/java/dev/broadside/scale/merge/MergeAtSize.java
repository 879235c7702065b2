package dev.broadside.scale.merge;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.IntervalLog;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.RunSummary;
import dev.broadside.scale.clock.ClockSource;
import dev.broadside.scale.clock.ShardClock;
import dev.broadside.scenario.Slo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Merges at a size that nobody has at hand; a process of its own, for its memory. */
final class MergeAtSize {
  private static final long SECOND = 1_000_000_000;

  private MergeAtSize() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "logs" -> logs(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      case "connections" -> connections(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.println("heap " + (peak >> 20) + " MiB");
  }

  /**
   * Adds up the logs of so many shards, 5,000 deliveries a second each over a decade of latencies.
   * Five files stand for all of them: what is read twice is decoded twice.
   */
  private static void logs(Path folder, int shards, int seconds) throws Exception {
    List<Path> files = new ArrayList<>();
    for (int file = 0; file < 5; file++) {
      files.add(folder.resolve(file + ".hlog"));
      SplittableRandom random = new SplittableRandom(file);
      Anchor anchor = new Anchor(1_795_246_912_000_000L + file * 100_000L, 0);
      try (IntervalLog log = new IntervalLog(files.get(file), "deliveries", anchor, 0)) {
        for (long second = 0; second < seconds; second++) {
          for (int i = 0; i < 5_000; i++) {
            log.record(second * SECOND, (long) (20e6 * Math.pow(10, random.nextDouble())));
          }
          log.writeBefore((second + 1) * SECOND);
        }
      }
    }
    List<IntervalLogs.Log> logs =
        IntStream.range(0, shards)
            .mapToObj(shard -> new IntervalLogs.Log(files.get(shard % 5), 0))
            .toList();
    Clock clock = new Clock();
    IntervalLogs.merge(logs, "deliveries", folder.resolve("merged.hlog"));
    clock.print();
  }

  /**
   * Runs so many broadcasts to 15,625 connections on each shard, as API Gateway's default quota
   * lets them through at best, on clocks that are as wrong as they say.
   */
  private static void connections(int shards, int broadcasts) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    long bound = 350_000;
    int audience = 15_625;
    double spread = (shards * (double) audience - 5_000) / 10_000 * SECOND;
    List<SampleShard> each = new ArrayList<>();
    long[] wrong = new long[shards];
    for (int shard = 0; shard < shards; shard++) {
      wrong[shard] = shard == 0 ? 0 : random.nextLong(-bound, bound + 1);
      ShardClock clock = new ShardClock(ClockSource.UDP_ECHO, "", -bound, bound, -50, 50, bound);
      each.add(new SampleShard(shard).clock(shard == 0 ? ShardClock.SAME : clock));
    }
    Truth truth = new Truth();
    for (int number = 0; number < broadcasts; number++) {
      int publisher = number % shards;
      long[] all = new long[shards * audience];
      for (int shard = 0; shard < shards; shard++) {
        long[] told = new long[audience];
        for (int i = 0; i < audience; i++) {
          long latency = 40_000_000 + (long) (spread * random.nextDouble());
          all[shard * audience + i] = latency;
          told[i] = latency + wrong[shard] - wrong[publisher];
        }
        each.get(shard).row(publisher, number, 0, told);
      }
      truth.add(all);
    }
    merge(each, truth);
  }

  private static void merge(List<SampleShard> each, Truth truth) throws MergeException {
    Clock clock = new Clock();
    long bytes = 0;
    List<ShardResult> results = new ArrayList<>();
    for (SampleShard shard : each) {
      byte[] encoded = shard.result().encode();
      bytes += encoded.length;
      results.add(ShardResult.decode(encoded));
    }
    Plan plan =
        new Plan(SampleShard.RUN, each.size(), null, Slo.NONE, SECOND / 100, Map.of("shards", 1));
    Merged merged = Merge.of(plan, results);
    clock.print();
    RunSummary.Latency told = merged.summary().latency();
    System.out.println("bytes a shard " + bytes / each.size());
    System.out.println("verdict " + merged.summary().verdict());
    System.out.println("delivered " + merged.summary().deliveries().delivered());
    System.out.println("bound " + merged.shards().bounds().lastMillis());
    List<Long> lasts =
        new ArrayList<>(merged.completions().stream().map(Merged.Completion::lastNanos).toList());
    Collections.sort(lasts);
    Collections.sort(truth.lasts);
    long worst = 0;
    for (int i = 0; i < lasts.size(); i++) {
      worst = Math.max(worst, Math.abs(lasts.get(i) - truth.lasts.get(i)));
    }
    System.out.printf(Locale.ROOT, "last wrong by %.3f ms%n", worst / 1e6);
    System.out.println("p90 " + told.p90Millis().p50() + " of " + truth.p90.percentileMillis(50));
    System.out.println("p99 " + told.p99Millis().p50() + " of " + truth.p99.percentileMillis(50));
  }

  /** What really happened. */
  private static final class Truth {
    private final Latencies p90 = new Latencies();
    private final Latencies p99 = new Latencies();
    private final List<Long> lasts = new ArrayList<>();

    void add(long[] all) {
      Arrays.sort(all);
      p90.record(all[all.length / 10 * 9 - 1]);
      p99.record(all[all.length / 100 * 99 - 1]);
      lasts.add(all[all.length - 1]);
    }
  }

  /**
   * Time of this process, which what else runs on the machine does not stretch, and of the wall.
   */
  private static final class Clock {
    private final long wall = System.nanoTime();
    private final long processor = processor();

    private static long processor() {
      return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "merged in %.1f s, processor time %.1f s%n",
          (System.nanoTime() - wall) / 1e9,
          (processor() - processor) / 1e9);
    }
  }
}
