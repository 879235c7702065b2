package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What did not arrive, and what arrived too often, in sentences and as shares of what was due. */
final class LossSection {
  private LossSection() {}

  /** The section; nothing where nothing was due. */
  static Markup of(RunSummary summary) {
    RunSummary.Deliveries d = summary.deliveries();
    if (d.expected() == 0) {
      return Markup.NONE;
    }
    List<List<String>> rows = rows(d);
    return Markup.of(
        """
        <section aria-labelledby="loss-head">
        <h2 id="loss-head">Loss and duplicates</h2>
        <p class="note">{}</p>
        {}</section>
        """,
        sentence(summary),
        rows.isEmpty()
            ? Markup.NONE
            : Details.table(
                "loss-head", List.of("", "deliveries", "of those that were due"), rows));
  }

  private static String sentence(RunSummary summary) {
    RunSummary.Deliveries d = summary.deliveries();
    String lost =
        d.lost() == 0
            ? "All %s deliveries that were due came".formatted(Figures.count(d.expected()))
            : "%s of %s deliveries were lost (%s), in %s of %s broadcasts"
                .formatted(
                    Figures.count(d.lost()),
                    Figures.count(d.expected()),
                    share(d.lost(), d.expected()),
                    Figures.count(summary.broadcasts().incomplete()),
                    Figures.count(summary.broadcasts().published()));
    String twice =
        d.duplicate() == 0 && d.repeats() == 0
            ? "nothing came twice"
            : "%s came again%s"
                .formatted(
                    Figures.count(d.duplicate() + d.repeats()),
                    d.duplicate() == 0 ? ", as the design means it" : "");
    String order = d.outOfOrder() == 0 ? "; all in order." : ".";
    return lost + "; " + twice + order;
  }

  private static List<List<String>> rows(RunSummary.Deliveries d) {
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(d.lostByReason())
        .forEach((why, count) -> add(rows, "lost: " + why, count, d.expected()));
    add(rows, "duplicate", d.duplicate(), d.expected());
    add(rows, "repeats, as the design means them", d.repeats(), d.expected());
    add(rows, "out of order, which AWS does not promise", d.outOfOrder(), d.expected());
    add(rows, "unexpected: outside their audience", d.unexpected(), d.expected());
    add(rows, "foreign: of another run", d.foreign(), d.expected());
    add(rows, "churned: neither expected nor lost", d.churned(), d.expected());
    return rows;
  }

  private static void add(List<List<String>> rows, String name, long count, long expected) {
    if (count != 0) {
      rows.add(List.of(name, Figures.count(count), share(count, expected)));
    }
  }

  private static String share(long part, long whole) {
    double percent = 100.0 * part / whole;
    return percent < 0.001 ? "< 0.001%" : Figures.plain(percent) + "%";
  }
}
