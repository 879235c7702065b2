package dev.broadside.stage;

import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What one function asked of DynamoDB. */
final class FunctionReads {
  private final LongAdder requests = new LongAdder();
  private final LongAdder pages = new LongAdder();
  private final LongAdder items = new LongAdder();
  private final DoubleAdder readUnits = new DoubleAdder();
  private volatile boolean unitsUnknown;

  void request() {
    requests.increment();
  }

  /**
   * An answered Scan or Query.
   *
   * @param units null where the answer did not say, after which the sum is unknown for good
   */
  void page(long count, @Nullable Double units) {
    pages.increment();
    items.add(count);
    if (units == null) {
      unitsUnknown = true;
    } else {
      readUnits.add(units);
    }
  }

  Counters.Snapshot.Reads snapshot() {
    return new Counters.Snapshot.Reads(
        requests.sum(), pages.sum(), items.sum(), unitsUnknown ? null : readUnits.sum());
  }

  /** As members of a JSON object. */
  static String members(Counters.Snapshot.Reads reads) {
    return String.format(
        Locale.ROOT,
        "\"requests\":%d,\"pages\":%d,\"items\":%d,\"readUnits\":%s",
        reads.requests(),
        reads.pages(),
        reads.items(),
        reads.readUnits());
  }
}
