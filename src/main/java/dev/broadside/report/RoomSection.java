package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The last receiver by the size of the room, since the percentiles of all rooms together count a
 * broadcast to ten people as much as one to a thousand. Left out where all rooms are of one size.
 */
final class RoomSection {
  static final List<String> HEADS =
      List.of(
          "subscribers in the room",
          "rooms",
          "broadcasts",
          "delivered",
          "of",
          "last p50",
          "last p95",
          "last p99");

  private RoomSection() {}

  /** The rows below {@link #HEADS}; none where there is nothing to compare. */
  static List<List<String>> rows(RunSummary summary) {
    return sizes(summary).stream().map(RoomSection::row).toList();
  }

  private static List<RunSummary.RoomSize> sizes(RunSummary summary) {
    List<RunSummary.RoomSize> sizes = summary.latency().rooms();
    return sizes == null || sizes.size() < 2 ? List.of() : sizes;
  }

  private static List<String> row(RunSummary.RoomSize size) {
    Distribution last = size.lastMillis();
    return List.of(
        people(size),
        Figures.count((long) size.rooms()),
        Figures.count(size.broadcasts()),
        Figures.count(size.delivered()),
        Figures.count(size.expected()),
        Figures.percentile(last.count(), last.p50()),
        Figures.percentile(last.count(), last.p95()),
        Figures.percentile(last.count(), last.p99()));
  }

  private static String people(RunSummary.RoomSize size) {
    String from = Figures.count((long) size.from());
    return size.from() == size.to() ? from : from + " to " + Figures.count((long) size.to());
  }

  /** The smallest and the largest rooms in a line; nothing where there is nothing to compare. */
  static Optional<String> line(RunSummary summary) {
    List<RunSummary.RoomSize> sizes = sizes(summary);
    return sizes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            List.of(sizes.getFirst(), sizes.getLast()).stream()
                .map(
                    size ->
                        "last receiver p95 %s in rooms of %s"
                            .formatted(
                                Figures.percentile(
                                    size.lastMillis().count(), size.lastMillis().p95()),
                                people(size)))
                .collect(Collectors.joining(", ")));
  }

  static Markup html(RunSummary summary) {
    List<List<String>> rows = rows(summary);
    return rows.isEmpty()
        ? Markup.NONE
        : Markup.of(
            """
            <section aria-labelledby="rooms-head">
            <h2 id="rooms-head">Last receiver by the size of the room</h2>
            {}</section>
            """,
            Details.table("rooms-head", HEADS, rows));
  }
}
