package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.ShardsView;
import dev.broadside.measure.ShardsView.Bounds;
import dev.broadside.measure.ShardsView.Clock;
import dev.broadside.measure.ShardsView.Shard;
import dev.broadside.measure.ShardsView.Skew;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The injectors of a run of several: who took part, what their clocks are worth, who differs. */
final class ShardsSection {
  private static final List<String> HEADS =
      List.of(
          "host",
          "start error",
          "clock",
          "reference ahead by",
          "faster by, ppm",
          "bound",
          "open",
          "expected",
          "lost",
          "delivery p50",
          "delivery p99",
          "later than the others");

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
            <div class="scroll" tabindex="0" role="region" aria-labelledby="shards-head">
            <table class="numbers" aria-labelledby="shards-head">
            <thead><tr><th scope="col">shard</th>{}</tr></thead>
            <tbody>
            {}</tbody>
            </table>
            </div>
            </section>
            """,
            reported(view),
            note(view),
            HEADS.stream().map(head -> Markup.of("<th scope=\"col\">{}</th>", head)).toList(),
            view.shards().stream().map(ShardsSection::row).toList());
  }

  private static Markup row(Shard shard) {
    return Markup.of(
        "<tr{}><th scope=\"row\">{}</th>{}</tr>\n",
        shard.valid() && !shard.skew().standsOut() ? Markup.NONE : Markup.of(" class=\"broken\""),
        shard.shard(),
        cells(shard).stream().map(cell -> Markup.of("<td>{}</td>", cell)).toList());
  }

  /** The same for Markdown, with the line before it; empty of a run of one injector. */
  static String markdown(@Nullable ShardsView view) {
    if (view == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("\n### Injectors: ").append(MarkdownReport.escape(reported(view))).append("\n\n");
    out.append(MarkdownReport.escape(note(view))).append("\n\n");
    out.append("| shard | ").append(String.join(" | ", HEADS)).append(" |\n|---:|---|");
    out.append("---:|".repeat(HEADS.size() - 1)).append('\n');
    for (Shard shard : view.shards()) {
      out.append("| ").append(shard.shard());
      cells(shard).forEach(cell -> out.append(" | ").append(MarkdownReport.escape(cell)));
      out.append(" |\n");
    }
    return out.toString();
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

  private static List<String> cells(Shard shard) {
    Clock clock = shard.clock();
    Distribution delivery = shard.deliveryMillis();
    boolean measured = clock.offsetBoundMillis() > 0 || clock.offsetMillis() != 0;
    return List.of(
        shard.host() + (shard.valid() ? "" : " (does not trust its measurement)"),
        Figures.duration(shard.startErrorMillis()),
        clock.source() + (clock.detail().isEmpty() ? "" : " (" + clock.detail() + ")"),
        measured
            ? Figures.duration(clock.offsetMillis()) + " ± " + bound(clock.offsetBoundMillis())
            : Figures.UNKNOWN,
        measured
            ? Figures.decimal(clock.driftPpm()) + " ± " + Figures.decimal(clock.driftBoundPpm())
            : Figures.UNKNOWN,
        bound(clock.boundMillis()),
        Figures.count(shard.opened()),
        Figures.count(shard.expected()),
        Figures.count(shard.lost()),
        Figures.percentile(delivery.count(), delivery.p50()),
        Figures.percentile(delivery.count(), delivery.p99()),
        later(shard.skew()));
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
