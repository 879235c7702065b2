package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several runs beside each other as one page. */
public final class ComparisonPage {
  private final Comparison comparison;
  private final ComparisonCharts charts;

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    this.charts = new ComparisonCharts(comparison);
  }

  /** The page of runs by the names of their folders, the first one being the base. */
  public static String render(Map<String, RunReport> reports) {
    return new ComparisonPage(Comparison.of(reports)).html();
  }

  private String html() {
    return new Page(
            "%s runs beside each other".formatted(comparison.runs().size()),
            "comparison",
            Markup.join(List.of(head(), lasts(), differences(), counts())),
            provenance())
        .html();
  }

  private Markup head() {
    return Markup.of(
        """
        <section class="verdict" aria-label="What is compared">
        <p class="stamp">{} RUNS</p>
        <h1 dir="auto">{}</h1>
        <p class="answer">{}</p>
        </section>
        {}\
        """,
        comparison.runs().size(),
        question(),
        answer(),
        Page.section(
            "runs",
            "The runs",
            Markup.of(
                "<div class=\"facts-of-runs\">\n{}</div>\n",
                Details.table("runs", letters(), facts())),
            differingNote()));
  }

  /** The question that all ask. */
  private String question() {
    List<String> questions =
        comparison.runs().stream().map(run -> run.summary().run().question()).distinct().toList();
    return questions.size() == 1 && !questions.getFirst().isBlank()
        ? questions.getFirst()
        : "What differs between these runs?";
  }

  /** What the highest percentile of the last receiver that all support says. */
  private String answer() {
    Comparison.Row row =
        comparison.rows().stream()
            .filter(
                r ->
                    r.name().startsWith("last")
                        && r.cells().stream().noneMatch(Comparison.Cell::few))
            .reduce((low, high) -> high)
            .orElse(null);
    if (row == null) {
      return "There were too few broadcasts to say how the last receivers differ.";
    }
    List<String> sentences = new ArrayList<>();
    for (int i = 1; i < row.cells().size(); i++) {
      sentences.add(sentence(row, i));
    }
    return String.join(" ", sentences);
  }

  private String sentence(Comparison.Row row, int i) {
    Comparison.Cell cell = row.cells().get(i);
    String letter = comparison.runs().get(i).letter();
    String base = comparison.runs().getFirst().letter();
    Bootstrap.Interval more = cell.more();
    if (more == null) {
      return "%s and %s: the %s is %s and %s."
          .formatted(
              base,
              letter,
              row.name(),
              Figures.duration(row.cells().getFirst().millis()),
              Figures.duration(cell.millis()));
    }
    double change = cell.millis() - row.cells().getFirst().millis();
    return more.excludesZero()
        ? "%s is %s than %s: the %s by %s (%s to %s at 95%%)."
            .formatted(
                letter,
                change > 0 ? "slower" : "faster",
                base,
                row.name(),
                Figures.duration(Math.abs(change)),
                Figures.duration(Math.min(Math.abs(more.low()), Math.abs(more.high()))),
                Figures.duration(Math.max(Math.abs(more.low()), Math.abs(more.high()))))
        : "Between %s and %s no difference of the %s is shown (%s to %s at 95%%)."
            .formatted(base, letter, row.name(), signed(more.low()), signed(more.high()));
  }

  /** A column for each run. */
  private List<String> letters() {
    List<String> heads = new ArrayList<>(List.of(""));
    comparison.runs().forEach(run -> heads.add(run.letter()));
    return heads;
  }

  private List<List<String>> facts() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(fact("verdict", run -> run.summary().verdict().status().name()));
    rows.add(fact("started", run -> Instants.shown(run.summary().run().startedAt())));
    rows.add(fact("folder", Comparison.Run::folder));
    comparison
        .differing()
        .forEach(
            (name, values) -> {
              List<String> row = new ArrayList<>(List.of(name));
              row.addAll(values);
              rows.add(row);
            });
    return rows;
  }

  private List<String> fact(String name, Function<Comparison.Run, String> of) {
    List<String> row = new ArrayList<>(List.of(name));
    comparison.runs().forEach(run -> row.add(of.apply(run)));
    return row;
  }

  private Markup differingNote() {
    String note =
        comparison.differing().isEmpty()
            ? "Scenario, parameters, commit and machine are the same in all of them."
            : "Below the folder is what is not the same in all of them.";
    boolean doubtful =
        comparison.runs().stream()
            .anyMatch(run -> run.summary().verdict().status() == RunSummary.Status.INVALID);
    return Markup.of(
        "<p class=\"note\">{}{}</p>\n",
        note,
        doubtful ? " A run that is INVALID cannot be trusted, nor a comparison with it." : "");
  }

  private Markup lasts() {
    if (!charts.isPossible()) {
      return Page.section(
          "lasts",
          "Last receiver by percentile",
          Markup.of(
              "<p class=\"nothing\">No broadcast was complete, so there is nothing to"
                  + " draw.</p>\n"));
    }
    List<Integer> all = IntStream.range(0, comparison.runs().size()).boxed().toList();
    Markup legend =
        Markup.join(
            all.stream().map(i -> Markup.of("<li>{}{}</li>\n", charts.key(i), name(i))).toList());
    Markup singles =
        Markup.join(
            all.stream()
                .map(
                    i ->
                        Markup.of(
                            "<figure>{}<figcaption>{}</figcaption></figure>\n",
                            charts.single(i),
                            name(i)))
                .toList());
    return Page.section(
        "lasts",
        "Last receiver by percentile",
        Markup.of(
            "<figure>\n"
                + "{}{}<ul class=\"legend\">\n"
                + "{}</ul>\n"
                + "</figure>\n"
                + "<div class=\"multiples\">\n"
                + "{}</div>\n",
            charts.overlay("wide", 860, 400),
            charts.overlay("narrow", 360, 330),
            legend,
            singles));
  }

  private String name(int i) {
    Comparison.Run run = comparison.runs().get(i);
    List<String> values = new ArrayList<>();
    comparison.differing().forEach((fact, each) -> values.add(fact + " " + each.get(i)));
    return run.letter()
        + ": "
        + (values.isEmpty()
            ? run.folder()
            : String.join(", ", values.subList(0, Math.min(2, values.size()))));
  }

  private Markup differences() {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Row row : comparison.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      row.cells().forEach(cell -> cells.add(shown(cell)));
      rows.add(cells);
    }
    boolean any =
        comparison.rows().stream()
            .anyMatch(row -> row.cells().stream().anyMatch(cell -> cell.more() != null));
    return Page.section(
        "differences",
        "Differences to run " + comparison.runs().getFirst().letter(),
        Markup.of(
            "<p class=\"note\">With intervals at 95%, by resampling broadcasts, or bursts of them"
                + " where they came in bursts; a hollow point is a difference that is not shown."
                + " They hold for broadcasts that do not wait for each other, and say nothing of"
                + " what differs from run to run. * is a percentile that the broadcasts do not"
                + " support.</p>\n"),
        any
            ? Markup.of(
                "<figure>{}{}</figure>\n",
                charts.differences("wide", 860),
                charts.differences("narrow", 360))
            : Markup.NONE,
        Details.table("differences", letters(), rows));
  }

  private static String shown(Comparison.Cell cell) {
    Bootstrap.Interval more = cell.more();
    if (Double.isNaN(cell.millis())) {
      return Figures.UNKNOWN;
    }
    String value = Figures.duration(cell.millis()) + (cell.few() ? " *" : "");
    return more == null
        ? value
        : "%s (%s to %s)".formatted(value, signed(more.low()), signed(more.high()));
  }

  static String signed(double millis) {
    return (millis > 0 ? "+" : millis < 0 ? "−" : "") + Figures.duration(Math.abs(millis));
  }

  private Markup counts() {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "connections", s -> (double) s.connections().opened());
    add(rows, "broadcasts published", s -> (double) s.broadcasts().published());
    add(rows, "deliveries", s -> (double) s.deliveries().delivered());
    add(rows, "lost", s -> (double) s.deliveries().lost());
    add(rows, "duplicate", s -> (double) s.deliveries().duplicate());
    add(rows, "posts for each broadcast", s -> each(s, s.handler().posts()));
    add(rows, "throttled posts (429)", s -> asDouble(s.handler().throttled()));
    add(rows, "read units for each broadcast", s -> each(s, s.handler().lookups().readUnits()));
    add(rows, "US dollars, the WebSocket API alone", s -> s.cost().usd());
    return Page.section("counts", "Counted", Details.table("counts", letters(), rows));
  }

  private static @Nullable Double asDouble(@Nullable Long number) {
    return number == null ? null : (Double) (double) number;
  }

  private static @Nullable Double each(RunSummary summary, @Nullable Number total) {
    long published = summary.broadcasts().published();
    return total == null || published == 0 ? null : (Double) (total.doubleValue() / published);
  }

  private interface Count extends Function<RunSummary, @Nullable Double> {}

  private static String shown(@Nullable Double number) {
    return number == null ? Figures.UNKNOWN : Figures.plain(number);
  }

  private void add(List<List<String>> rows, String name, Count of) {
    List<String> cells = new ArrayList<>(List.of(name));
    comparison.runs().forEach(run -> cells.add(shown(of.apply(run.summary()))));
    rows.add(cells);
  }

  private Markup provenance() {
    List<Markup> items =
        comparison.runs().stream()
            .map(
                run ->
                    Markup.of(
                        "<tr><th scope=\"row\">{}</th><td>{}, run {}, commit {}, {}</td></tr>\n",
                        run.letter(),
                        run.folder(),
                        run.summary().run().id(),
                        Comparison.known(run.summary().run().commit()),
                        Place.of(run.summary().run())))
            .toList();
    return Markup.of(
        "<footer>\n"
            + "<h2>Provenance</h2>\n"
            + "<table class=\"facts\"><caption>Where the numbers come from</caption><tbody>\n"
            + "{}</tbody></table>\n"
            + "</footer>\n",
        items);
  }
}
