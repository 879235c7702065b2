package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import dev.broadside.tune.LineChart.Mark;
import dev.broadside.tune.LineChart.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * From how large rooms broadcasts come, as a bar for each half of a decade of sizes with its share.
 * Classes are that wide since the sizes of a sample are blurred.
 *
 * @param late the room whose last receiver the page's times are of
 */
record RoomsChart(RoomSizes rooms, int middle, int late) {
  private static final double WIDTH = 860;
  private static final double LEFT = 30;
  private static final double BASE = 240;
  private static final double TOP = 52;
  private static final double WIDEST = 90;
  private static final double GAP = 6;
  private static final double CLASSES_A_DECADE = 2;
  private static final double PERCENT = 100;
  private static final Series LATE = new Series("", Mark.POINTS, 3, List.of());

  Markup draw() {
    int first = classOf(rooms.sizes().getFirst().connections());
    int last = classOf(rooms.largest());
    double width = Math.min(WIDEST, (WIDTH - 2 * LEFT) / (last - first + 1));
    double[] shares = shares(first, last);
    double most = 0;
    for (double share : shares) {
      most = Math.max(most, share);
    }
    List<Markup> bars = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      bars.add(bar(LEFT + i * width, width, first + i, shares[i], most));
    }
    return Markup.of(
        """
        <div class="scroll"><svg class="plot chart" viewBox="0 0 {} 310" role="img" aria-labelledby="rooms-t">
        <title id="rooms-t">Share of the broadcasts by the size of the room that they come from. The table below has the numbers.</title>
        <text x="4" y="16">% of the broadcasts</text>
        {}<path class="grid" d="M{} {}H{}"/>
        {}{}<text x="{}" y="302">connections in the room →</text></svg></div>
        {}""",
        (int) WIDTH,
        bars,
        px(LEFT),
        px(BASE),
        px(WIDTH - LEFT),
        Shapes.ring(x(middle, first, width), BASE),
        Shapes.mark(LATE, x(late, first, width), BASE),
        px(LEFT),
        legend());
  }

  private double[] shares(int first, int last) {
    double[] shares = new double[last - first + 1];
    for (RoomSizes.Size size : rooms.sizes()) {
      shares[classOf(size.connections()) - first] += size.share();
    }
    return shares;
  }

  private static Markup bar(double x, double width, int number, double share, double most) {
    double height = share / most * (BASE - TOP);
    return Markup.of(
        "<rect class=\"part reads\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/><text class=\"mid\" x=\"{}\" y=\"{}\">{}</text><text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
        px(x + GAP / 2),
        px(BASE - height),
        px(width - GAP),
        px(height),
        px(x + width / 2),
        px(BASE - height - 7),
        share == 0 ? "0" : Numbers.plain(Math.round(PERCENT * share * 10) / 10.0),
        px(x + width / 2),
        px(BASE + 28),
        label(number));
  }

  private Markup legend() {
    return Markup.of(
        """
        <ul class="legend"><li><svg class="plot" width="44" height="16" viewBox="0 -3 44 22" aria-hidden="true">{}</svg>half of the broadcasts: rooms of {} or fewer</li>
        <li><svg class="plot" width="44" height="16" viewBox="0 0 44 16" aria-hidden="true">{}</svg>95% of them: {} or fewer</li></ul>
        """,
        Shapes.ring(22, 8), Numbers.whole(middle), Shapes.mark(LATE, 22, 8), Numbers.whole(late));
  }

  private static int classOf(int connections) {
    return (int) Math.floor(CLASSES_A_DECADE * Math.log10(connections));
  }

  /** {@code 10–31}. */
  private static String label(int number) {
    return Numbers.whole(from(number)) + "–" + Numbers.whole(from(number + 1) - 1);
  }

  private static long from(int number) {
    return (long) Math.ceil(Math.pow(10, number / CLASSES_A_DECADE) - 1e-9);
  }

  private static double x(int connections, int first, double width) {
    return LEFT + (CLASSES_A_DECADE * Math.log10(connections) - first) * width;
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
