package dev.broadside.report;

import static dev.broadside.report.Panel.px;

import dev.broadside.measure.BroadcastLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who waits how long within one broadcast: when each share of the audience had it. One who posts to
 * all after each other makes it a straight line; where all is sent at once it is flat.
 */
final class RankSection {
  private static final double HEIGHT = 300;

  private final int broadcasts;
  private final double[] median;
  private final double[] slow;

  private RankSection(List<Sent> broadcasts) {
    this.broadcasts = broadcasts.size();
    this.median = reached(broadcasts, 0.5);
    this.slow = reached(broadcasts, 0.95);
  }

  /** Nothing where nobody wrote it down, or where an audience is one receiver. */
  static Markup of(RunReport report) {
    List<Sent> all =
        report.log().broadcasts().stream().filter(sent -> sent.expected() > 1).toList();
    RankSection section = new RankSection(all);
    return all.isEmpty() || !Double.isFinite(section.median[0]) ? Markup.NONE : section.section();
  }

  private static double[] reached(List<Sent> broadcasts, double share) {
    return Arrays.stream(BroadcastLog.reached())
        .mapToDouble(
            percent -> Ranks.at(Ranks.sorted(broadcasts, b -> b.reachedMillis(percent)), share))
        .toArray();
  }

  private Markup section() {
    return Markup.of(
        """
        <section aria-labelledby="rank-head">
        <h2 id="rank-head">Who waits within a broadcast</h2>
        <p class="note">{}</p>
        <figure>
        {}{}<ul class="legend">
        <li>{}p50 of the broadcasts</li>
        <li>{}p95 of the broadcasts</li>
        <li>{}what posting to one after the other at one pace would be</li>
        </ul>
        <figcaption>The delay after which each share of the audience had a broadcast, over {} broadcasts.</figcaption>
        </figure>
        {}</section>
        """,
        sentence(),
        svg("wide", 860, 10),
        svg("narrow", 360, 4),
        key("last"),
        key("p95"),
        key("even"),
        Figures.count((long) broadcasts),
        Details.of("rank", "Numbers of the delays by rank", heads(), rows()));
  }

  /** A piece of a line, for a legend. */
  static Markup key(String style) {
    return Markup.of(
        "<svg class=\"plot\" width=\"44\" height=\"16\" viewBox=\"0 0 44 16\""
            + " aria-hidden=\"true\"><path class=\"line {}\" d=\"M0 8H44\"/></svg>",
        style);
  }

  private String sentence() {
    double first = median[0];
    double last = median[median.length - 1];
    String usual =
        "At p50 the first receiver has it after %s, the middle one after %s and the last after %s"
            .formatted(
                Figures.duration(first),
                Figures.duration(median[Arrays.binarySearch(BroadcastLog.reached(), 50)]),
                Figures.duration(last));
    return Double.isFinite(last) && first > 0
        ? usual + ": the last waits %s times as long.".formatted(Figures.decimal(last / first))
        : usual + ".";
  }

  private static List<String> heads() {
    List<String> heads = new ArrayList<>(List.of(""));
    for (int percent : BroadcastLog.reached()) {
      heads.add(percent == 0 ? "first" : percent == 100 ? "last" : percent + "%");
    }
    return heads;
  }

  private List<List<String>> rows() {
    return List.of(row("p50", median), row("p95", slow));
  }

  private static List<String> row(String name, double[] values) {
    List<String> cells = new ArrayList<>(List.of(name));
    Arrays.stream(values).forEach(value -> cells.add(Figures.duration(value)));
    return cells;
  }

  private Markup svg(String word, double width, int ticks) {
    Panel panel = panel(width, ticks);
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="rank-{}-title">
        <title id="rank-{}-title">Delay by the share of the audience that is reached. The table below has the numbers.</title>
        {}{}{}{}{}<text class="end" x="{}" y="{}">share of the audience that has it →</text>
        </svg>
        """,
        word,
        (int) width,
        (int) HEIGHT,
        word,
        word,
        panel.columns(true),
        panel.rows(),
        even(panel),
        line(panel, slow, "p95"),
        line(panel, median, "last"),
        px(panel.right()),
        px(HEIGHT - 8));
  }

  private Panel panel(double width, int ticks) {
    double most =
        Arrays.stream(new double[][] {median, slow})
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return new Panel(
        64,
        18,
        width - 22,
        HEIGHT - 46,
        Panel.Scale.linear(0, 100, ticks, share -> Figures.plain(share) + "%"),
        Panel.Scale.upTo(most, 5, PercentilePlot::axisLabel));
  }

  /** From the first to the last receiver at one pace, where the last one has it. */
  private Markup even(Panel panel) {
    double last = median[median.length - 1];
    return Double.isFinite(last)
        ? Markup.of(
            "<path class=\"line even\" d=\"M{} {}L{} {}\"/>\n",
            px(panel.x(0)),
            px(panel.y(median[0])),
            px(panel.x(100)),
            px(panel.y(last)))
        : Markup.NONE;
  }

  /** It ends where those that the percentile falls on never came. */
  private static Markup line(Panel panel, double[] values, String style) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < values.length && Double.isFinite(values[i]); i++) {
      d.append(i == 0 ? 'M' : 'L')
          .append(px(panel.x(BroadcastLog.reached()[i])))
          .append(' ')
          .append(px(panel.y(values[i])));
    }
    return d.isEmpty() ? Markup.NONE : Markup.of("<path class=\"line {}\" d=\"{}\"/>\n", style, d);
  }
}
