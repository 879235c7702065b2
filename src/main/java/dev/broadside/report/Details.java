package dev.broadside.report;

import java.util.List;

/** The table behind a chart, folded up: for who cannot see the chart, or wants its numbers. */
final class Details {
  private Details() {}

  /**
   * A table.
   *
   * @param id of the page's elements, unique
   */
  static Markup of(String id, String title, List<String> heads, List<List<String>> rows) {
    return Markup.of(
        """
        <details><summary id="{}-numbers">{}</summary>
        {}</details>
        """,
        id,
        title,
        table(id + "-numbers", heads, rows));
  }

  /** A table that is named by the element {@code by}, and scrolls where it is too wide. */
  static Markup table(String by, List<String> heads, List<List<String>> rows) {
    return Markup.of(
        """
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{}">
        <table class="numbers" aria-labelledby="{}">
        <thead><tr>{}</tr></thead>
        <tbody>
        {}</tbody>
        </table>
        </div>
        """,
        by,
        by,
        heads.stream().map(Details::head).toList(),
        rows.stream().map(Details::row).toList());
  }

  private static Markup head(String name) {
    return name.isEmpty() ? Markup.of("<td></td>") : Markup.of("<th scope=\"col\">{}</th>", name);
  }

  private static Markup row(List<String> cells) {
    return Markup.of(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        cells.getFirst(),
        cells.stream().skip(1).map(cell -> Markup.of("<td>{}</td>", cell)).toList());
  }
}
