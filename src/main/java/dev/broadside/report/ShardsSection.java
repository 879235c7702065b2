package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.ShardsView;
import dev.broadside.measure.ShardsView.Bounds;
import dev.broadside.measure.ShardsView.Clock;
import dev.broadside.measure.ShardsView.Shard;
import dev.broadside.measure.ShardsView.Skew;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The injectors of a run of several: who took part, what their clocks are worth, who differs. */
final class ShardsSection {
  private static final Table RESULTS =
      new Table(
          List.of(
              "host",
              "open",
              "expected",
              "lost",
              "delivery p50",
              "delivery p99",
              "later than the others"),
          ShardsSection::results,
          shard -> !shard.valid() || shard.skew().standsOut());

  private static final Table CLOCKS =
      new Table(
          List.of("clock", "start error", "reference ahead by", "faster by, ppm", "bound"),
          ShardsSection::clock,
          shard -> shard.clock().boundMillis() == null);

  /** One of the two tables: what is too wide for one page is read by nobody. */
  private record Table(
      List<String> heads, Function<Shard, List<String>> cells, Predicate<Shard> isBroken) {}

  private ShardsSection() {}

  /** The section; nothing of a run of one injector. */
  static Markup html(@Nullable ShardsView view) {
    return view == null
        ? Markup.NONE
        : Markup.of(
            """
            <section aria-labelledby="shards-head">
            <h2 id="shards-head">Injectors: {}</h2>
            <p class="note">{}</p>
            {}{}</section>
            """,
            reported(view),
            note(view),
            table(view, RESULTS),
            table(view, CLOCKS));
  }

  private static Markup table(ShardsView view, Table table) {
    return Markup.of(
        """
        <div class="scroll" tabindex="0" role="region" aria-labelledby="shards-head">
        <table class="numbers" aria-labelledby="shards-head">
        <thead><tr><th scope="col">shard</th>{}</tr></thead>
        <tbody>
        {}</tbody>
        </table>
        </div>
        """,
        table.heads().stream().map(head -> Markup.of("<th scope=\"col\">{}</th>", head)).toList(),
        view.shards().stream().map(shard -> row(shard, table)).toList());
  }

  private static Markup row(Shard shard, Table table) {
    return Markup.of(
        "<tr{}><th scope=\"row\">{}</th>{}</tr>\n",
        table.isBroken().test(shard) ? Markup.of(" class=\"broken\"") : Markup.NONE,
        shard.shard(),
        table.cells().apply(shard).stream().map(cell -> Markup.of("<td>{}</td>", cell)).toList());
  }

  /** The same for Markdown, with the line before it; empty of a run of one injector. */
  static String markdown(@Nullable ShardsView view) {
    if (view == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("\n### Injectors: ").append(MarkdownReport.escape(reported(view))).append("\n\n");
    out.append(MarkdownReport.escape(note(view))).append("\n\n");
    table(view, RESULTS, out);
    out.append('\n');
    table(view, CLOCKS, out);
    return out.toString();
  }

  private static void table(ShardsView view, Table table, StringBuilder out) {
    out.append("| shard | ").append(String.join(" | ", table.heads())).append(" |\n|---:|---|");
    out.append("---:|".repeat(table.heads().size() - 1)).append('\n');
    for (Shard shard : view.shards()) {
      out.append("| ").append(shard.shard());
      table
          .cells()
          .apply(shard)
          .forEach(cell -> out.append(" | ").append(MarkdownReport.escape(cell)));
      out.append(" |\n");
    }
  }

  private static String reported(ShardsView view) {
    String all = "%d of %d reported".formatted(view.shards().size(), view.planned());
    if (view.missing().isEmpty()) {
      return all;
    }
    String quorum =
        view.quorum() == null ? "no quorum was set" : "a quorum of " + view.quorum() + " is enough";
    return all + ", missing: " + list(view.missing()) + " (" + quorum + ")";
  }

  private static String note(ShardsView view) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Publisher and subscriber in one process, so one clock: "
            + spread(view.sameProcessMillis())
            + ".");
    Bounds bounds = view.bounds();
    if (view.crossProcessMillis().count() > 0) {
      sentences.add(
          "In two: %s, each ± %s for the clocks; the last receiver of a broadcast ± %s."
              .formatted(
                  spread(view.crossProcessMillis()),
                  bound(bounds.deliveryMillis()),
                  bound(bounds.lastMillis())));
    }
    if (view.crossBelowZero() > 0) {
      sentences.add(
          Figures.count(view.crossBelowZero())
              + " deliveries seem to have come before they were due, within that; they count as 0.");
    }
    sentences.add(
        "90%% and 99%% of an audience are known to %s%% beside that."
            .formatted(Figures.decimal(bounds.bucketShare() * 100)));
    if (view.leftOut() > 0) {
      sentences.add(
          Figures.count(view.leftOut())
              + " broadcasts are left out: the injector that was to publish them is missing or did"
              + " not.");
    }
    sentences.add(
        "Later than the others: half of the shard's receivers, against the median of the other"
            + " shards in the same broadcast (sign test).");
    return String.join(" ", sentences);
  }

  private static List<String> results(Shard shard) {
    Distribution delivery = shard.deliveryMillis();
    return List.of(
        shard.host() + (shard.valid() ? "" : " (does not trust its measurement)"),
        Figures.count(shard.opened()),
        Figures.count(shard.expected()),
        Figures.count(shard.lost()),
        Figures.percentile(delivery.count(), delivery.p50()),
        Figures.percentile(delivery.count(), delivery.p99()),
        later(shard.skew()));
  }

  private static List<String> clock(Shard shard) {
    Clock clock = shard.clock();
    boolean measured = clock.offsetBoundMillis() > 0 || clock.offsetMillis() != 0;
    return List.of(
        clock.source() + (clock.detail().isEmpty() ? "" : " (" + clock.detail() + ")"),
        Figures.duration(shard.startErrorMillis()),
        measured
            ? Figures.duration(clock.offsetMillis()) + " ± " + bound(clock.offsetBoundMillis())
            : Figures.UNKNOWN,
        measured
            ? Figures.decimal(clock.driftPpm()) + " ± " + Figures.decimal(clock.driftBoundPpm())
            : Figures.UNKNOWN,
        bound(clock.boundMillis()));
  }

  private static String later(Skew skew) {
    Double median = skew.medianMillis();
    return median == null
        ? Figures.UNKNOWN
        : "%s, in %s of %s%s"
            .formatted(
                Figures.duration((double) median),
                Figures.count(skew.slower()),
                Figures.count(skew.compared()),
                skew.standsOut() ? ": stands out" : "");
  }

  private static String spread(Distribution delivery) {
    return "%s deliveries, p50 %s, p99 %s"
        .formatted(
            Figures.count(delivery.count()),
            Figures.percentile(delivery.count(), delivery.p50()),
            Figures.percentile(delivery.count(), delivery.p99()));
  }

  private static String bound(@Nullable Double millis) {
    return millis == null ? "unknown" : Figures.duration((double) millis);
  }

  private static String list(List<Integer> shards) {
    return shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
