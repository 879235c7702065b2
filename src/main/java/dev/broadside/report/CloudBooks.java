package dev.broadside.report;

import dev.broadside.measure.CloudView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CloudWatch's view of a run as tables: one for the API, each function and each table. */
final class CloudBooks {
  private CloudBooks() {}

  /** What a reader must know before the numbers. */
  static String note(CloudView view) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Metrics are of whole minutes, with connecting, warm-up and everybody else's traffic in"
            + " them; a sum is of all these minutes, the rest is the worst minute's. – is what"
            + " CloudWatch did not give.");
    if (!view.settled()) {
      sentences.add(
          "Asked too soon, at "
              + view.askedAt()
              + ": the last minutes may be missing; ask again with ./broadside report DIR"
              + " --cloudwatch.");
    }
    sentences.addAll(view.notes());
    return String.join(" ", sentences);
  }

  static List<Book> of(CloudView view) {
    Map<String, List<Book.Row>> rows = new LinkedHashMap<>();
    for (CloudView.Series series : view.metrics()) {
      rows.computeIfAbsent(series.of(), of -> new ArrayList<>()).add(row(series));
    }
    List<Book> books = new ArrayList<>();
    rows.forEach((of, each) -> books.add(new Book(of, each)));
    CloudView.Outcomes outcomes = view.outcomes();
    if (outcomes != null) {
      books.add(outcomes(outcomes));
    }
    return books;
  }

  private static Book.Row row(CloudView.Series series) {
    boolean sum = series.statistic().equals("Sum");
    boolean time = series.unit().equals("Milliseconds");
    Double value = series.value();
    String text =
        value == null
            ? Figures.UNKNOWN
            : time ? Figures.duration((double) value) : Figures.decimal(value);
    String peak =
        sum && series.minutes().size() > 1
            ? series.minutes().stream()
                .max(Comparator.comparingDouble(CloudView.Minute::value))
                .map(most -> " (%s in the busiest minute)".formatted(Figures.decimal(most.value())))
                .orElse("")
            : "";
    return new Book.Row(series.metric() + (sum ? "" : " " + series.statistic()), text + peak);
  }

  private static Book outcomes(CloudView.Outcomes o) {
    return new Book(
        "Outcome lines of the handlers, measured window",
        List.of(
            row("broadcasts", o.broadcasts()),
            row("connections found", o.connections()),
            row("posted", o.posted()),
            row("gone (410)", o.gone()),
            row("failed", o.failed()),
            row("not tried", o.notTried()),
            row("post attempts", o.attempts()),
            row("throttled (429)", o.throttled())));
  }

  private static Book.Row row(String name, long value) {
    return new Book.Row(name, Figures.count(value));
  }
}
