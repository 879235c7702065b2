package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Table size against room size: how many times a Query's costs a Scan costs, in each cell as a
 * number, with the line where both are equal and the table that was asked about.
 */
record HeatChart(Tuning tuning) {
  private static final double CELL_WIDTH = 84;
  private static final double CELL_HEIGHT = 46;
  private static final double LEFT = 80;
  private static final double TOP = 40;
  private static final double WIDTH = LEFT + CELL_WIDTH * BreakEven.SIZES.size() + 20;
  private static final double BOTTOM = TOP + CELL_HEIGHT * BreakEven.ROOMS.size();

  Markup draw() {
    List<Markup> cells =
        BreakEven.cells(tuning.inputs(), tuning.assumptions(), tuning.prices()).stream()
            .map(HeatChart::cell)
            .toList();
    return Markup.of(
        """
        <div class="scroll"><svg class="plot chart" viewBox="0 0 {} {}" role="img" aria-labelledby="heat-t">
        <title id="heat-t">What a Scan costs over what a Query costs, by table and room size. The table below has the numbers.</title>
        {}{}{}{}</svg></div>
        <ul class="legend"><li><svg class="plot" width="44" height="16" viewBox="0 0 44 16" aria-hidden="true"><path class="even" d="M0 8H44"/></svg>both cost the same</li>
        <li><svg class="plot" width="44" height="16" viewBox="0 -2 44 22" aria-hidden="true">{}</svg>your table{}</li></ul>
        """,
        (int) WIDTH,
        (int) BOTTOM + 50,
        cells,
        axes(),
        line(),
        own(),
        Shapes.ring(22, 9),
        tuning.rooms().isAlike() ? "" : ", by its middle room");
  }

  private static Markup cell(BreakEven.Cell cell) {
    double ratio = cell.scanOverQuery();
    int depth = (int) Math.clamp(Math.round(Math.abs(Math.log10(ratio)) * 2) + 1, 1, 6);
    double x = x(cell.connections()) - CELL_WIDTH / 2;
    double y = y(cell.room()) - CELL_HEIGHT / 2;
    return Markup.of(
        "<rect class=\"cell {}{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/><text class=\"mid{}\" x=\"{}\" y=\"{}\">{}×</text>\n",
        ratio >= 1 ? "query" : "scan",
        depth,
        px(x),
        px(y),
        px(CELL_WIDTH),
        px(CELL_HEIGHT),
        depth > 3 ? " on" : "",
        px(x + CELL_WIDTH / 2),
        px(y + CELL_HEIGHT - 6),
        Numbers.plain(ratio < 100 ? Math.round(ratio * 100) / 100.0 : Math.round(ratio)));
  }

  private static Markup axes() {
    List<Markup> parts = new ArrayList<>();
    for (int size : BreakEven.SIZES) {
      parts.add(
          Markup.of(
              "<text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(x(size)),
              px(BOTTOM + 18),
              Numbers.whole(size)));
    }
    for (int room : BreakEven.ROOMS) {
      parts.add(
          Markup.of(
              "<text class=\"end\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(LEFT - 8),
              px(y(room) + 4),
              Numbers.whole(room)));
    }
    parts.add(
        Markup.of(
            "<text x=\"4\" y=\"18\">connections in a room</text><text class=\"end\" x=\"{}\" y=\"{}\">connections in the table →</text>\n",
            px(WIDTH - 20),
            px(BOTTOM + 40)));
    return Markup.join(parts);
  }

  /** Exact for each row of cells, joined by steps. */
  private Markup line() {
    StringBuilder path = new StringBuilder();
    for (int room : BreakEven.ROOMS) {
      OptionalInt from =
          BreakEven.connections(room, tuning.inputs(), tuning.assumptions(), tuning.prices());
      if (from.isEmpty() || from.getAsInt() <= room) {
        continue;
      }
      double x = Math.clamp(x(from.getAsInt()), LEFT, WIDTH - 20);
      path.append(path.isEmpty() ? 'M' : 'H').append(px(x));
      if (path.charAt(0) == 'M' && path.indexOf(" ") < 0) {
        path.append(' ').append(px(y(room) + CELL_HEIGHT / 2));
      }
      path.append('V').append(px(y(room) - CELL_HEIGHT / 2));
    }
    return path.isEmpty()
        ? Markup.NONE
        : Markup.of(
            "<path class=\"even back\" d=\"{}\"/><path class=\"even\" d=\"{}\"/>\n", path, path);
  }

  private Markup own() {
    return Shapes.ring(
        Math.clamp(x(tuning.inputs().connections()), LEFT, WIDTH - 20),
        Math.clamp(y(tuning.inputs().room()), TOP, BOTTOM));
  }

  private static double x(int connections) {
    double steps = 2 * Math.log10((double) connections / BreakEven.SIZES.getFirst());
    return LEFT + (steps + 0.5) * CELL_WIDTH;
  }

  /** Large rooms at the top. */
  private static double y(int room) {
    double steps = 2 * Math.log10((double) room / BreakEven.ROOMS.getFirst());
    return BOTTOM - (steps + 0.5) * CELL_HEIGHT;
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
