package dev.broadside.tune;

import dev.broadside.bench.jmh.FanoutResult;
import dev.broadside.bench.jmh.FanoutRow;
import dev.broadside.bench.jmh.Interval;
import dev.broadside.bench.jmh.LookupResult;
import dev.broadside.bench.jmh.LookupRow;
import dev.broadside.bench.jmh.Timing;
import dev.broadside.bench.stub.StubCounts;
import java.util.List;

/** Rows as the quick benchmarks leave them, with made-up times. */
public final class AnyRows {
  private static final double OWN_MICROS = 40;

  private AnyRows() {}

  /** A row for each lookup at each table size. */
  public static List<LookupResult> lookups() {
    return LookupRow.quick().stream().map(AnyRows::lookup).toList();
  }

  private static LookupResult lookup(LookupRow row) {
    var rules = row.byAws();
    int connections = row.table().connections();
    double units = rules == null ? connections / 40.0 : rules.units();
    double pages = rules == null ? 4 : rules.pages();
    double millis = 2 + units / 2;
    Timing timing =
        new Timing(List.of(millis, millis, millis), millis, millis * 0.8, millis * 1.2, 0);
    return new LookupResult(row, timing, pages, pages, 100, units);
  }

  /** A row for each fanout, in flight and delay, each 40 µs above the law. */
  public static List<FanoutResult> fanouts() {
    return FanoutRow.quick().stream().map(AnyRows::fanout).toList();
  }

  private static FanoutResult fanout(FanoutRow row) {
    double delay = row.delay().latency().meanMillis();
    double millis = row.rounds() * delay + row.attempts() * OWN_MICROS / 1e3;
    Interval own = new Interval(OWN_MICROS - 5, OWN_MICROS, OWN_MICROS + 5);
    return new FanoutResult(
        row,
        new Timing(List.of(millis, millis), millis, millis * 0.9, millis * 1.1, 1e6),
        delay,
        row.rounds() * delay,
        own,
        own,
        StubCounts.NONE,
        1);
  }
}
