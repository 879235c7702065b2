package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.measure.RunSummary;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the local stage counted of its handlers' work, from its start on. */
record HandlerCounts(
    long posts,
    long attempts,
    long gone,
    long throttled,
    long failed,
    long requests,
    long pages,
    long items,
    @Nullable Double readUnits) {

  static HandlerCounts of(JsonNode counters) {
    return new HandlerCounts(
        counters.path("posts").asLong(),
        counters.path("attempts").asLong(),
        counters.path("gone").asLong(),
        counters.path("throttled").asLong(),
        counters.path("failed").asLong(),
        counters.path("requests").asLong(),
        counters.path("pages").asLong(),
        counters.path("items").asLong(),
        counters.path("readUnits").isNumber() ? counters.path("readUnits").asDouble() : null);
  }

  /**
   * Reads what was counted before a window begins; {@code null} when the answer came later, since
   * it would hold some of the first measured broadcast.
   *
   * @param reading asks within a time
   */
  static @Nullable HandlerCounts before(
      long dueNanos, LongSupplier nanoTime, Function<Duration, @Nullable HandlerCounts> reading) {
    HandlerCounts counts = reading.apply(Duration.ofNanos(dueNanos - nanoTime.getAsLong()));
    return dueNanos - nanoTime.getAsLong() > 0 ? counts : null;
  }

  /** What was counted between two readings; all unknown when one of them is. */
  static RunSummary.Handler between(@Nullable HandlerCounts from, @Nullable HandlerCounts to) {
    if (from == null || to == null) {
      return new RunSummary.Handler(
          null, null, null, null, null, new RunSummary.Lookups(null, null, null, null));
    }
    return new RunSummary.Handler(
        to.posts - from.posts,
        to.attempts - from.attempts,
        to.gone - from.gone,
        to.throttled - from.throttled,
        to.failed - from.failed,
        new RunSummary.Lookups(
            to.requests - from.requests,
            to.pages - from.pages,
            to.items - from.items,
            to.readUnits == null || from.readUnits == null
                ? null
                : (Double) (to.readUnits - from.readUnits)));
  }
}
