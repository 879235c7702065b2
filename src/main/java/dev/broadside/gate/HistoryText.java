package dev.broadside.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code history.md}: the changes of level of every benchmark that the latest night measured. */
final class HistoryText {
  /** As the confirmation's: a slowdown below it is none. */
  private static final double MAGNITUDE = Math.log(1.05);

  private final List<Night> nights;

  HistoryText(List<Night> nights) {
    this.nights = nights;
  }

  String markdown() {
    List<Night.Value> latest = nights.isEmpty() ? List.of() : nights.getLast().values();
    List<Series> series = Series.of(nights);
    List<String> rows = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    for (Night.Value value : latest) {
      Series.Key key = new Series.Key(value);
      series.stream()
          .filter(each -> each.key().equals(key))
          .forEach(each -> rows.addAll(rows(each)));
      other(series, key).forEach(fresh::add);
    }
    List<String> lines = new ArrayList<>();
    lines.add("## History: " + counted(nights.size(), "night"));
    lines.add("");
    lines.add(
        "Changes of level by 5% or more, p at most 0.001 for each benchmark (E-divisive, 999"
            + " permutations), among the nights on the machine, kernel, CPU model and JDK of the"
            + " latest one that were measured as it was. They are no part of the gate's verdict.");
    if (!fresh.isEmpty()) {
      lines.add("");
      fresh.stream().distinct().forEach(line -> lines.add("* " + line));
    }
    lines.add("");
    lines.add("| benchmark | nights | slower by | since | head | nights before and after |");
    lines.add("|---|--:|--:|---|---|---|");
    lines.addAll(rows);
    return String.join("\n", lines) + "\n";
  }

  private static List<String> rows(Series series) {
    int count = series.points().size();
    String name = MarkdownFormat.text(series.key().benchmark());
    List<Series.Change> changes = series.changes(MAGNITUDE, new SplittableRandom(1));
    if (changes.isEmpty()) {
      String none = count < ChangePoints.FEWEST ? "too few nights" : "no change";
      return List.of("| %s | %s | %s | | | |".formatted(name, count, none));
    }
    return changes.stream()
        .map(
            change ->
                "| %s | %s | %s | %s | %s | %s and %s |"
                    .formatted(
                        name,
                        count,
                        Figure.change(change.slower()),
                        change.since().at(),
                        MarkdownFormat.text(change.since().head()),
                        change.before(),
                        change.after()))
        .toList();
  }

  /** What the latest night is not compared with, and by what those nights differ. */
  private static List<String> other(List<Series> series, Series.Key key) {
    return series.stream()
        .map(Series::key)
        .filter(each -> each.benchmark().equals(key.benchmark()) && !each.equals(key))
        .map(each -> "Not compared with nights of another regime: " + difference(each, key) + ".")
        .toList();
  }

  private static String difference(Series.Key one, Series.Key other) {
    SortedMap<String, String> names = new TreeMap<>(one.regime());
    names.putAll(other.regime());
    String regime =
        names.keySet().stream()
            .filter(name -> !in(one, name).equals(in(other, name)))
            .map(name -> "%s was %s, is %s".formatted(name, in(one, name), in(other, name)))
            .collect(Collectors.joining("; "));
    return regime.isEmpty() ? "another mode or unit" : regime;
  }

  private static String in(Series.Key key, String name) {
    return MarkdownFormat.text(key.regime().getOrDefault(name, "unknown"));
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
