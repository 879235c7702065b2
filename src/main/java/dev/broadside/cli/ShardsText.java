package dev.broadside.cli;

import dev.broadside.measure.ShardsView;
import java.util.Locale;

/** A line for each injector that reported: when it began, what it had. */
final class ShardsText {
  private ShardsText() {}

  static String of(ShardsView view) {
    StringBuilder text = new StringBuilder();
    for (ShardsView.Shard shard : view.shards()) {
      text.append(
          String.format(
              Locale.ROOT,
              "injector %d on %s: began %.1f ms after the common start, %,d open, %,d published, %,d of %,d delivered, clock %s%s%n",
              shard.shard(),
              shard.host(),
              shard.startErrorMillis(),
              shard.opened(),
              shard.published(),
              shard.delivered(),
              shard.expected(),
              clock(shard.clock()),
              shard.valid() ? "" : "; it does not trust its own measurement"));
    }
    return text.toString();
  }

  private static String clock(ShardsView.Clock clock) {
    Double bound = clock.boundMillis();
    return bound == null
        ? "unknown"
        : String.format(Locale.ROOT, "± %.3f ms (%s)", bound, clock.source());
  }
}
