package dev.broadside.report;

import static dev.broadside.report.Panel.px;

import java.util.ArrayList;
import java.util.List;

/** Where the time of a usual and of a late broadcast goes, where the stage could tell. */
final class WaterfallSection {
  private static final double LEFT = 44;
  private static final double RIGHT = 14;
  private static final double TOP = 26;
  private static final double BAR = 34;
  private static final double ROW = 66;
  private static final double FOOT = 30;
  private static final double LETTER = 7.4;

  private final List<Waterfall> rows;
  private final long seen;
  private final long all;

  private WaterfallSection(List<Waterfall> rows, RunLog log) {
    this.rows = rows;
    this.seen = Waterfall.seen(log).size();
    this.all = log.broadcasts().size();
  }

  static Markup of(RunReport report) {
    List<Waterfall> rows = Waterfall.of(report.log());
    return rows.isEmpty() ? Markup.NONE : new WaterfallSection(rows, report.log()).section();
  }

  private Markup section() {
    return Markup.of(
        """
        <section aria-labelledby="waterfall-head">
        <h2 id="waterfall-head">Where a broadcast's time goes</h2>
        <figure>
        {}{}<ul class="legend">
        {}</ul>
        <figcaption>{}</figcaption>
        </figure>
        {}</section>
        """,
        svg("wide", 860, 8),
        svg("narrow", 360, 3),
        rows.getFirst().spans().stream().map(WaterfallSection::key).toList(),
        caption(),
        Details.table("waterfall-head", heads(), table()));
  }

  private static Markup key(Waterfall.Span span) {
    return Markup.of(
        "<li><svg class=\"plot swatch\" width=\"16\" height=\"16\" viewBox=\"0 0 16 16\""
            + " aria-hidden=\"true\"><rect class=\"part{}\" width=\"16\""
            + " height=\"16\"/></svg>{}</li>\n",
        span.part(),
        span.name());
  }

  private String caption() {
    return "Stamped by the local stage where the marker passes: publish until the frame is there,"
        + " invoke until the handler begins, lookup until its first post (whatever else it does"
        + " before, too), posting until its last post to the audience, delivery until the last"
        + " receiver has it. Each bar is "
        + (rows.getLast().broadcasts() == 1 && rows.getFirst().broadcasts() == 1
            ? "the one broadcast at that rank of the last receiver."
            : "the mean of the broadcasts around that rank of the last receiver: %s for p50, %s for p99."
                .formatted(rows.getFirst().broadcasts(), rows.getLast().broadcasts()))
        + (seen == all
            ? ""
            : " Ranked are the %s of %s broadcasts that everybody has and the stage stamped."
                .formatted(Figures.count(seen), Figures.count(all)));
  }

  private List<String> heads() {
    List<String> heads = new ArrayList<>(List.of(""));
    rows.getFirst().spans().forEach(span -> heads.add(span.name()));
    heads.add("together");
    return heads;
  }

  /** The slow ones may lack a part that the usual ones have. */
  private List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    for (Waterfall row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      for (Waterfall.Span known : rows.getFirst().spans()) {
        cells.add(
            row.spans().stream()
                .filter(span -> span.name().equals(known.name()))
                .findFirst()
                .map(span -> Figures.duration(span.millis()))
                .orElse(Figures.UNKNOWN));
      }
      cells.add(Figures.duration(row.totalMillis()));
      table.add(cells);
    }
    return table;
  }

  private Markup svg(String word, double width, int ticks) {
    double most = rows.stream().mapToDouble(Waterfall::totalMillis).max().orElse(1);
    double height = TOP + rows.size() * ROW + FOOT;
    Panel panel =
        new Panel(
            LEFT,
            TOP,
            width - RIGHT,
            height - FOOT,
            Panel.Scale.linear(0, most, ticks, ms -> PercentilePlot.axisLabel(ms)),
            Panel.Scale.linear(0, 1, 1, v -> ""));
    List<Markup> bars = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      bars.add(bar(panel, rows.get(i), TOP + i * ROW + (ROW - BAR) / 2 + 6));
    }
    return Markup.of(
        """
        <svg class="plot {}" viewBox="0 0 {} {}" role="img" aria-labelledby="waterfall-{}-title">
        <title id="waterfall-{}-title">Parts of a broadcast's time at p50 and p99 of the last receiver. The table below has the numbers.</title>
        {}{}</svg>
        """,
        word,
        (int) width,
        (int) height,
        word,
        word,
        panel.columns(true),
        bars);
  }

  private static Markup bar(Panel panel, Waterfall row, double top) {
    List<Markup> parts = new ArrayList<>();
    parts.add(
        Markup.of(
            "<text class=\"end head\" x=\"{}\" y=\"{}\">{}</text>\n",
            px(LEFT - 8),
            px(top + BAR / 2 + 4),
            row.name()));
    double free = 0;
    for (Waterfall.Span span : row.spans()) {
      double from = panel.x(span.from());
      double width = Math.max(0, panel.x(span.to()) - from);
      parts.add(
          Markup.of(
              "<rect class=\"part{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}"
                  + " {}</title></rect>\n",
              span.part(),
              px(from),
              px(top),
              px(width),
              px(BAR),
              span.name(),
              Figures.duration(span.millis())));
      double middle = from + width / 2;
      double half = span.name().length() * LETTER / 2;
      // Its name stands above a part that has room for it, beside no other's.
      if (width > 2 * half && middle - half > free) {
        parts.add(
            Markup.of(
                "<text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
                px(middle),
                px(top - 6),
                span.name()));
        free = middle + half;
      }
    }
    return Markup.join(parts);
  }
}
