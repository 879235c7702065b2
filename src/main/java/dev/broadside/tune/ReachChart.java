package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import java.util.ArrayList;
import java.util.List;

/** From the first receiver to the last one, a bar for each way. */
record ReachChart(List<Reach> reaches) {
  private static final double WIDTH = 860;
  private static final double LEFT = 190;
  private static final double RIGHT = 40;
  private static final double ROW = 30;
  private static final double TOP = 16;

  /** One way, and when the first and the last receiver have a broadcast. */
  record Reach(String name, double firstMillis, double lastMillis) {}

  Markup draw() {
    double bottom = TOP + ROW * reaches.size();
    LogAxis across =
        LogAxis.over(
            reaches.stream().mapToDouble(Reach::firstMillis).min().orElse(1),
            reaches.stream().mapToDouble(Reach::lastMillis).max().orElse(10),
            LEFT,
            WIDTH - RIGHT);
    List<Markup> parts = new ArrayList<>();
    for (double tick : across.ticks()) {
      parts.add(
          Markup.of(
              "<path class=\"grid\" d=\"M{} {}V{}\"/><text class=\"mid\" x=\"{}\" y=\"{}\">{}</text>\n",
              px(across.pixel(tick)),
              px(TOP),
              px(bottom),
              px(across.pixel(tick)),
              px(bottom + 18),
              Figures.duration(tick).replaceFirst("\\.0+ ", " ")));
    }
    for (int i = 0; i < reaches.size(); i++) {
      parts.add(draw(reaches.get(i), across, TOP + ROW * (i + 0.5)));
    }
    return Markup.of(
        """
        <div class="scroll"><svg class="plot chart" viewBox="0 0 {} {}" role="img" aria-labelledby="reach-t">
        <title id="reach-t">First and last receiver of a broadcast by strategy. The table below has the numbers.</title>
        {}</svg></div>
        <ul class="legend"><li>○ first receiver</li><li>● last receiver</li></ul>
        """,
        (int) WIDTH,
        (int) bottom + 30,
        parts);
  }

  private static Markup draw(Reach reach, LogAxis across, double y) {
    double first = across.pixel(reach.firstMillis);
    double last = across.pixel(reach.lastMillis);
    return Markup.of(
        "<text class=\"end\" x=\"{}\" y=\"{}\">{}</text><path class=\"line s0 solid\" d=\"M{} {}H{}\"/><circle class=\"first\" cx=\"{}\" cy=\"{}\" r=\"5\"/><circle class=\"dot s0\" cx=\"{}\" cy=\"{}\" r=\"6\"/>\n",
        px(LEFT - 12),
        px(y + 4),
        reach.name,
        px(first),
        px(y),
        px(last),
        px(first),
        px(y),
        px(last),
        px(y));
  }

  private static String px(double pixels) {
    return Figures.coordinate(pixels);
  }
}
