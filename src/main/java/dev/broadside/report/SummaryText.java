package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run as a person reads it on a terminal in ten seconds, the verdict first. */
public final class SummaryText {
  private static final int NARROWEST = 20;
  private static final int LABEL = 15;
  private static final int CELL = 10;
  private static final int WIDTH_FOR_LABELS = LABEL + 3 * CELL;

  private final RunSummary summary;
  private final int width;
  private final boolean ansi;
  private final StringBuilder out = new StringBuilder();

  private SummaryText(RunSummary summary, int width, boolean ansi) {
    this.summary = summary;
    this.width = width;
    this.ansi = ansi;
  }

  /**
   * The text, its last line ended too.
   *
   * @param width columns of the terminal; no line is longer (fewer than 20 count as 20)
   * @param ansi whether colours may be used; nothing is said by colour alone
   */
  public static String render(RunSummary summary, int width, boolean ansi) {
    return new SummaryText(summary, Math.max(NARROWEST, width), ansi).render();
  }

  private String render() {
    verdict();
    line("");
    wrapped("", summary.run().question());
    line("");
    latencies();
    line("");
    item("connections", connections());
    ChurnLine.of(summary).ifPresent(text -> item("churn", text));
    item("broadcasts", broadcasts());
    item("deliveries", deliveries());
    RoomSection.line(summary).ifPresent(text -> item("rooms", text));
    handler().forEach(text -> item("handler", text));
    item("support", Support.of(summary).sentence());
    if (summary.run().parameters().get("slo") instanceof String slo) {
      item("slo", slo);
    }
    item("validity", ValidityLine.of(summary.validity().checks()));
    for (RunSummary.Check check : summary.validity().checks()) {
      if (!check.ok()) {
        item(
            "", "broken: " + check.name() + " " + check.value() + " (limit " + check.limit() + ")");
      }
    }
    item("where", Place.of(summary.run()));
    return out.toString();
  }

  private void verdict() {
    RunSummary.Status status = summary.verdict().status();
    String colour =
        switch (status) {
          case PASS -> "1;32";
          case FAIL -> "1;31";
          case INVALID -> "1;35";
        };
    String rest = summary.run().scenario() + (summary.interrupted() ? " (interrupted)" : "");
    List<String> lines = Columns.wrap(status + " " + Plain.text(rest), width);
    line(styled(colour, status.name()) + lines.getFirst().substring(status.name().length()));
    lines.stream().skip(1).forEach(this::line);
    summary.verdict().reasons().forEach(reason -> wrapped("  ", reason));
  }

  private void latencies() {
    RunSummary.Latency latency = summary.latency();
    if (width >= WIDTH_FOR_LABELS) {
      line(styled("2", "%-15s%10s%10s%10s".formatted("latency in ms", "p50", "p95", "p99")));
    }
    latency("last receiver", latency.lastMillis());
    latency("first", latency.firstMillis());
    boolean all = summary.deliveries().lost() == 0;
    latency(all ? "delivery" : "if delivered", latency.deliveryMillis());
  }

  private void latency(String name, Distribution d) {
    String p50 = Figures.percentileMillis(d.count(), d.p50());
    String p95 = Figures.percentileMillis(d.count(), d.p95());
    String p99 = Figures.percentileMillis(d.count(), d.p99());
    String row = "%-15s%10s%10s%10s".formatted(name, p50, p95, p99);
    if (Columns.of(row) <= width) {
      line(row);
    } else {
      wrapped("", "%s, ms: p50 %s, p95 %s, p99 %s".formatted(name, p50, p95, p99));
    }
  }

  private String connections() {
    RunSummary.Connections c = summary.connections();
    List<String> trouble = new ArrayList<>();
    addUnlessZero(trouble, c.failed(), "failed");
    addUnlessZero(trouble, c.dropped(), "dropped");
    return of(c.opened(), c.asked()) + " opened" + after("; ", trouble);
  }

  private String broadcasts() {
    RunSummary.Broadcasts b = summary.broadcasts();
    List<String> trouble = new ArrayList<>();
    addUnlessZero(trouble, b.rejected(), "rejected");
    addUnlessZero(trouble, b.skipped(), "skipped");
    addUnlessZero(trouble, b.incomplete(), "incomplete");
    return of(b.published(), b.planned())
        + " published, "
        + Figures.count(b.complete())
        + " complete"
        + after("; ", trouble);
  }

  /** What is not zero with its count; what is zero shares one 0. */
  private String deliveries() {
    RunSummary.Deliveries d = summary.deliveries();
    List<String> some = new ArrayList<>();
    List<String> none = new ArrayList<>();
    String reasons =
        String.join(
            ", ",
            new TreeMap<>(d.lostByReason())
                .entrySet().stream()
                    .filter(e -> e.getValue() != 0)
                    .map(e -> e.getKey() + " " + Figures.count(e.getValue()))
                    .toList());
    sort(d.lost(), "lost" + (reasons.isEmpty() ? "" : " (" + reasons + ")"), some, none);
    sort(d.duplicate(), "duplicate", some, none);
    addUnlessZero(some, d.repeats(), "repeats");
    addUnlessZero(some, d.echoes(), "echoes");
    sort(d.late(), "late", some, none);
    sort(d.unexpected(), "unexpected", some, none);
    String zeros = none.isEmpty() ? "" : "; 0 " + joined(none);
    return of(d.delivered(), d.expected()) + " delivered" + after("; ", some) + zeros;
  }

  private static String joined(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static void sort(long n, String word, List<String> some, List<String> none) {
    if (n == 0) {
      none.add(word);
    } else {
      some.add(Figures.count(n) + " " + word);
    }
  }

  /** One line when the stage counted anything, none when it cannot tell. */
  private List<String> handler() {
    RunSummary.Handler h = summary.handler();
    List<String> posts = new ArrayList<>();
    if (h.posts() != null) {
      posts.add(Figures.count(h.posts()) + " posts");
    }
    addKnown(posts, h.gone(), "gone");
    addKnown(posts, h.throttled(), "throttled");
    addKnown(posts, h.failed(), "failed");
    List<String> lookup = new ArrayList<>();
    Long pages = h.lookups().pages();
    addPerBroadcast(lookup, pages == null ? null : (double) pages, "pages");
    addPerBroadcast(lookup, h.lookups().readUnits(), "read units");
    List<String> parts = new ArrayList<>();
    if (!posts.isEmpty()) {
      parts.add(String.join(", ", posts));
    }
    if (!lookup.isEmpty()) {
      parts.add("per broadcast " + String.join(" and ", lookup) + " of lookup");
    }
    return parts.isEmpty() ? List.of() : List.of(String.join("; ", parts));
  }

  private void addPerBroadcast(List<String> parts, @Nullable Double total, String what) {
    long published = summary.broadcasts().published();
    if (total != null && published > 0) {
      parts.add(Figures.decimal(total / published) + " " + what);
    }
  }

  private static void addKnown(List<String> parts, @Nullable Long n, String word) {
    if (n != null) {
      addUnlessZero(parts, n, word);
    }
  }

  private static void addUnlessZero(List<String> parts, long n, String word) {
    if (n != 0) {
      parts.add(Figures.count(n) + " " + word);
    }
  }

  private static String after(String separator, List<String> parts) {
    return parts.isEmpty() ? "" : separator + String.join(", ", parts);
  }

  private static String of(long part, long whole) {
    return Figures.count(part) + " of " + Figures.count(whole);
  }

  private void item(String label, String text) {
    if (width < WIDTH_FOR_LABELS) {
      wrapped("", label.isEmpty() ? text : label + ": " + text);
      return;
    }
    String head = String.format(Locale.ROOT, "%-15s", label);
    for (String line : Columns.wrap(Plain.text(text), width - LABEL)) {
      line(styled("2", head) + line);
      head = " ".repeat(LABEL);
    }
  }

  private void wrapped(String indent, String text) {
    for (String line : Columns.wrap(Plain.text(text), width - indent.length())) {
      line(indent + line);
    }
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private String styled(String code, String text) {
    return ansi && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
