package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A list of all that a folder of reports holds: its runs, newest first, and the other pages. */
public final class IndexPage {
  private final List<Run> runs = new ArrayList<>();
  private final List<Other> others = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();

  private record Run(String folder, boolean drawn, RunSummary summary, RunLog log) {}

  /** Of another command. */
  private record Other(String folder, OtherReport report) {}

  private record Unreadable(String folder, String why) {}

  private IndexPage() {}

  /** The page of a folder such as {@code reports/}. */
  public static String render(Path reports) throws ReportException {
    IndexPage page = new IndexPage();
    for (Path folder : folders(reports)) {
      page.add(folder);
    }
    page.runs.sort(
        Comparator.comparing((Run run) -> run.summary().run().startedAt())
            .thenComparing(Run::folder)
            .reversed());
    return page.html();
  }

  private static List<Path> folders(Path reports) throws ReportException {
    try (Stream<Path> all = Files.list(reports)) {
      return all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new ReportException(
          "There is no folder of reports " + reports + ": name one that holds run folders.", e);
    }
  }

  private void add(Path folder) {
    String name = String.valueOf(folder.getFileName());
    boolean drawn = Files.exists(folder.resolve("report.html"));
    boolean isRun = Files.exists(folder.resolve("summary.json"));
    try {
      if (isRun) {
        RunSummary summary = SummaryReader.read(folder.resolve("summary.json"));
        runs.add(new Run(name, drawn, summary, RunLogReader.read(folder)));
        return;
      }
      OtherReport.in(folder)
          .ifPresentOrElse(
              report -> others.add(new Other(name, report)),
              () -> unreadable.add(new Unreadable(name, "There is no report in it (yet).")));
    } catch (ReportException | IOException e) {
      unreadable.add(new Unreadable(name, String.valueOf(e.getMessage())));
    }
  }

  private String html() {
    return new Page(
            "Reports",
            "all reports",
            Markup.join(List.of(head(), runTable(), otherList(), unreadableList())),
            Markup.NONE)
        .html();
  }

  private Markup head() {
    return Markup.of(
        """
        <section class="verdict" aria-label="What is here">
        <h1>Reports</h1>
        <p class="answer">{} runs: {} PASS, {} FAIL, {} INVALID. {} other pages.</p>
        </section>
        """,
        runs.size(),
        count(RunSummary.Status.PASS),
        count(RunSummary.Status.FAIL),
        count(RunSummary.Status.INVALID),
        others.size());
  }

  private long count(RunSummary.Status status) {
    return runs.stream().filter(run -> run.summary().verdict().status() == status).count();
  }

  private Markup runTable() {
    if (runs.isEmpty()) {
      return Page.section(
          "runs", "Runs", Markup.of("<p class=\"nothing\">No run yet: try ./broadside run.</p>\n"));
    }
    return Page.section(
        "runs",
        "Runs",
        Markup.of(
            """
            <p class="note">Newest first. The line is the last receiver's latency over the run, from 0 up; ∞ falls on what never came.</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="runs">
            <table class="index" aria-labelledby="runs">
            <thead><tr><th scope="col">verdict</th><th scope="col">run</th><th scope="col">started</th><th scope="col" class="figure">connections</th><th scope="col" class="figure">last p50</th><th scope="col" class="figure">last p95</th><th scope="col" class="figure">lost</th><th scope="col">over the run</th></tr></thead>
            <tbody>
            {}</tbody>
            </table>
            </div>
            """,
            runs.stream().map(IndexPage::row).toList()));
  }

  private static Markup row(Run run) {
    RunSummary summary = run.summary();
    Distribution last = summary.latency().lastMillis();
    String status = summary.verdict().status().name();
    return Markup.of(
        """
        <tr><td><span class="badge {}">{}</span></td><th scope="row" dir="auto">{}<br><small>{}</small></th><td>{}</td><td class="figure">{}</td><td class="figure">{}</td><td class="figure">{}</td><td class="figure">{}</td><td>{}</td></tr>
        """,
        status,
        status,
        run.drawn()
            ? link(run.folder(), "report.html", summary.run().scenario())
            : summary.run().scenario(),
        summary.run().question(),
        Instants.shown(summary.run().startedAt()),
        Figures.count(summary.connections().opened()),
        Figures.percentile(last.count(), last.p50()),
        Figures.percentile(last.count(), last.p95()),
        Figures.count(summary.deliveries().lost()),
        Sparkline.of(run.log().broadcasts()));
  }

  private static Markup link(String folder, String page, String text) {
    String path = URLEncoder.encode(folder, StandardCharsets.UTF_8).replace("+", "%20");
    return Markup.of("<a href=\"{}/{}\">{}</a>", path, page, text.isBlank() ? folder : text);
  }

  private Markup otherList() {
    return others.isEmpty()
        ? Markup.NONE
        : Page.section(
            "others",
            "Other pages",
            Markup.of(
                "<ul class=\"pages\">\n{}</ul>\n",
                others.stream()
                    .map(
                        other ->
                            Markup.of(
                                "<li dir=\"auto\">{}{} <small>{}</small></li>\n",
                                badge(other.report()),
                                link(other.folder(), other.report().page(), other.report().title()),
                                other.folder()))
                    .toList()));
  }

  private static Markup badge(OtherReport report) {
    String word = report.badge();
    return word == null
        ? Markup.NONE
        : Markup.of("<span class=\"badge {}\">{}</span> ", report.tone(), word);
  }

  private Markup unreadableList() {
    return unreadable.isEmpty()
        ? Markup.NONE
        : Page.section(
            "unreadable",
            "Without a report",
            Markup.of(
                "<ul class=\"pages\">\n{}</ul>\n",
                unreadable.stream()
                    .map(
                        each ->
                            Markup.of(
                                "<li dir=\"auto\">{} <small>{}</small></li>\n",
                                each.folder(),
                                each.why()))
                    .toList()));
  }
}
