package dev.broadside.report;

import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A small table of counts under one title, as Markdown and HTML both show it. */
record Book(String title, List<Row> rows) {

  /** One line of it. */
  record Row(String name, String value) {}

  /** The books of a run; those that nobody could keep are left out. */
  static List<Book> of(RunSummary summary) {
    List<Book> books = new ArrayList<>();
    books.add(connections(summary.connections()));
    books.add(broadcasts(summary.broadcasts()));
    books.add(deliveries(summary.deliveries()));
    handler(summary.handler(), books);
    cost(summary.cost(), books);
    return books;
  }

  /** What ran and where, sorted by name. */
  static Book environment(RunSummary summary) {
    RunSummary.Run run = summary.run();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("run", run.id()));
    rows.add(new Row("place", Place.of(run)));
    rows.add(new Row("started", run.startedAt()));
    rows.add(new Row("finished", orUnknown(run.finishedAt())));
    rows.add(new Row("design", orUnknown(run.design())));
    rows.add(new Row("profile", orUnknown(run.profile())));
    rows.add(new Row("injectors", Figures.count((long) run.injectors())));
    rows.add(new Row("seed", Long.toString(run.seed())));
    rows.add(new Row("commit", orUnknown(run.commit())));
    flatten("", summary.environment()).forEach((name, value) -> rows.add(new Row(name, value)));
    return new Book("Environment", rows);
  }

  /** The scenario's parameters, sorted by name. */
  static Book parameters(RunSummary summary) {
    List<Row> rows = new ArrayList<>();
    flatten("", summary.run().parameters())
        .forEach((name, value) -> rows.add(new Row(name, value)));
    return new Book("Parameters", rows);
  }

  private static Book connections(RunSummary.Connections c) {
    return new Book(
        "Connections",
        List.of(
            row("asked", c.asked()),
            row("opened", c.opened()),
            row("failed", c.failed()),
            row("dropped", c.dropped())));
  }

  private static Book broadcasts(RunSummary.Broadcasts b) {
    return new Book(
        "Broadcasts",
        List.of(
            row("planned", b.planned()),
            row("published", b.published()),
            row("rejected", b.rejected()),
            row("skipped", b.skipped()),
            row("complete", b.complete()),
            row("incomplete", b.incomplete())));
  }

  private static Book deliveries(RunSummary.Deliveries d) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("expected", d.expected()));
    rows.add(row("delivered", d.delivered()));
    rows.add(row("lost", d.lost()));
    new TreeMap<>(d.lostByReason()).forEach((why, n) -> rows.add(row("lost: " + why, n)));
    rows.add(row("late", d.late()));
    rows.add(row("duplicate", d.duplicate()));
    rows.add(row("repeats", d.repeats()));
    rows.add(row("out of order", d.outOfOrder()));
    rows.add(row("unexpected", d.unexpected()));
    rows.add(row("foreign", d.foreign()));
    rows.add(row("echoes", d.echoes()));
    rows.add(row("churned", d.churned()));
    return new Book("Deliveries", rows);
  }

  private static void handler(RunSummary.Handler h, List<Book> books) {
    RunSummary.Lookups lookups = h.lookups();
    if (anyKnown(h.posts(), h.attempts(), h.gone(), h.throttled(), h.failed())
        || anyKnown(lookups.requests(), lookups.pages(), lookups.items(), lookups.readUnits())) {
      books.add(
          new Book(
              "Handler",
              List.of(
                  row("posts", h.posts()),
                  row("post attempts", h.attempts()),
                  row("gone (410)", h.gone()),
                  row("throttled (429)", h.throttled()),
                  row("failed", h.failed()),
                  row("lookup requests", lookups.requests()),
                  row("lookup pages", lookups.pages()),
                  row("lookup items", lookups.items()),
                  new Row("lookup read units", Figures.decimal(lookups.readUnits())))));
    }
  }

  private static void cost(RunSummary.Cost cost, List<Book> books) {
    if (anyKnown(cost.messages(), cost.connectionMinutes(), cost.usd(), cost.pricesAsOf())) {
      books.add(
          new Book(
              "Cost on AWS of the WebSocket API alone",
              List.of(
                  row("messages", cost.messages()),
                  new Row("connection minutes", Figures.decimal(cost.connectionMinutes())),
                  new Row("US dollars", Figures.decimal(cost.usd())),
                  new Row("list prices as of", orUnknown(cost.pricesAsOf())))));
    }
  }

  /** Nested maps as dotted names. */
  private static Map<String, String> flatten(String prefix, Map<?, ?> map) {
    Map<String, String> flat = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            flat.putAll(flatten(prefix + key + ".", inner));
          } else {
            flat.put(prefix + key, value == null ? Figures.UNKNOWN : value.toString());
          }
        });
    return flat;
  }

  private static Row row(String name, @Nullable Long value) {
    return new Row(name, Figures.count(value));
  }

  private static String orUnknown(@Nullable String text) {
    return text == null ? Figures.UNKNOWN : text;
  }

  private static boolean anyKnown(@Nullable Object... values) {
    for (Object value : values) {
      if (value != null) {
        return true;
      }
    }
    return false;
  }
}
