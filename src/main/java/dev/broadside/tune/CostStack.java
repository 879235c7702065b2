package dev.broadside.tune;

import dev.broadside.report.Figures;
import dev.broadside.report.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a million broadcasts cost, as a bar of its parts for each lookup, with the sliders that
 * {@code tuning.js} listens to. Without script it shows what was asked about.
 */
record CostStack(Tuning tuning) {
  /** Those that the script can compute too. */
  static final List<Strategy> LOOKUPS =
      List.of(Strategy.SCAN, Strategy.QUERY, Strategy.TABLE_QUERY);

  private static final double WIDTH = 860;
  private static final double LEFT = 110;
  private static final double ROW = 46;

  /** The parts by the names that the script knows. */
  static Map<String, Double> parts(Dollars dollars) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("reads", dollars.reads());
    parts.put("indexWrites", dollars.indexWrites());
    parts.put("lambda", dollars.lambda());
    parts.put("messages", dollars.messages());
    parts.put("minutes", dollars.minutes());
    return parts;
  }

  private static String title(String part) {
    return switch (part) {
      case "indexWrites" -> "index writes";
      case "lambda" -> "Lambda";
      default -> part;
    };
  }

  Markup draw() {
    return Markup.of("{}{}{}{}", sliders(), bars(), legend(), numbers());
  }

  private Markup sliders() {
    TuningInputs inputs = tuning.inputs();
    return Markup.of(
        """
        <fieldset class="sliders"><legend>Move to compute again, in this page</legend>
        {}{}{}{}{}</fieldset>
        <noscript><p class="note">The sliders need JavaScript; the numbers are those of the table that was asked about.</p></noscript>
        """,
        slider("connections", "connections in the table", inputs.connections(), 1, 6.55, true),
        slider(
            "room",
            tuning.rooms().isAlike()
                ? "connections in a room"
                : "connections in the middle room; the others with it",
            inputs.room(),
            0,
            5,
            true),
        slider("itemBytes", "bytes of an item", inputs.itemBytes(), 1, 5.6, true),
        slider("broadcasts", "broadcasts a second", inputs.broadcasts(), -2, 4, false),
        slider("joins", "joins a second", inputs.joins(), -2, 4, false));
  }

  private static Markup slider(
      String input, String label, double value, double low, double high, boolean whole) {
    double position = Math.clamp(Math.log10(Math.max(value, 1e-9)), low, high);
    return Markup.of(
        "<div><label for=\"in-{}\">{} <output id=\"in-{}-now\" for=\"in-{}\">{}</output></label><input type=\"range\" disabled id=\"in-{}\" data-input=\"{}\"{} min=\"{}\" max=\"{}\" step=\"0.01\" value=\"{}\" autocomplete=\"off\" aria-valuetext=\"{}\"></div>\n",
        input,
        label,
        input,
        input,
        Numbers.plain(value),
        input,
        input,
        whole ? Markup.of(" data-whole=\"yes\"") : Markup.NONE,
        low,
        high,
        position,
        Numbers.plain(value));
  }

  private Markup bars() {
    double most =
        LOOKUPS.stream()
            .mapToDouble(strategy -> tuning.row(strategy).dollars().total())
            .max()
            .orElse(1);
    List<Markup> bars = new ArrayList<>();
    for (int i = 0; i < LOOKUPS.size(); i++) {
      bars.add(bar(LOOKUPS.get(i), 8 + i * ROW, most));
    }
    return Markup.of(
        """
        <div class="scroll"><svg class="plot chart" viewBox="0 0 {} {}" role="img" aria-labelledby="stack-t">
        <title id="stack-t">Cost of a million broadcasts by lookup. The table below has the numbers.</title>
        {}</svg></div>
        """,
        (int) WIDTH,
        (int) (ROW * LOOKUPS.size() + 8),
        bars);
  }

  private Markup bar(Strategy strategy, double y, double most) {
    List<Markup> rects = new ArrayList<>();
    double width = WIDTH - LEFT - 10;
    double x = LEFT;
    for (var part : parts(tuning.row(strategy).dollars()).entrySet()) {
      double wide = part.getValue() / most * width;
      rects.add(
          Markup.of(
              "<rect class=\"part {}\" data-part=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"32\"/>",
              part.getKey(),
              part.getKey(),
              Figures.coordinate(x),
              Figures.coordinate(y),
              Figures.coordinate(wide)));
      x += wide;
    }
    return Markup.of(
        "<text class=\"end\" x=\"{}\" y=\"{}\">{}</text><g data-strategy=\"{}\" data-left=\"{}\" data-width=\"{}\">{}</g>\n",
        Figures.coordinate(LEFT - 10),
        Figures.coordinate(y + 21),
        strategy.word(),
        strategy.word(),
        LEFT,
        width,
        rects);
  }

  private static Markup legend() {
    return Markup.of(
        "<ul class=\"legend\">{}</ul>\n",
        parts(new Dollars(0, 0, 0, 0, 0, 0)).keySet().stream()
            .map(
                part ->
                    Markup.of(
                        "<li><svg class=\"plot\" width=\"44\" height=\"16\" viewBox=\"0 0 44 16\" aria-hidden=\"true\"><rect class=\"part {}\" x=\"1\" y=\"1\" width=\"42\" height=\"14\"/></svg>{}</li>",
                        part,
                        title(part)))
            .toList());
  }

  /** Written here and not as a {@link Table}, since the script changes each cell. */
  private Markup numbers() {
    return Markup.of(
        """
        <div class="scroll"><table class="numbers"><caption>US dollars for a million broadcasts; the last three for one broadcast</caption>
        <thead><tr><th scope="col">lookup</th>{}<th scope="col">total</th><th scope="col">read units</th><th scope="col">most a second, one partition</th><th scope="col">last receiver, modelled</th></tr></thead>
        <tbody>
        {}</tbody></table></div>
        """,
        parts(new Dollars(0, 0, 0, 0, 0, 0)).keySet().stream()
            .map(part -> Markup.of("<th scope=\"col\">{}</th>", title(part)))
            .toList(),
        LOOKUPS.stream().map(strategy -> line(tuning.row(strategy))).toList());
  }

  private static Markup line(StrategyRow row) {
    Map<String, String> cells = new LinkedHashMap<>();
    parts(row.dollars()).forEach((part, usd) -> cells.put(part, Numbers.usd(usd)));
    cells.put("total", Numbers.usd(row.dollars().total()));
    cells.put("units", Numbers.plain(row.units()));
    cells.put("partitionCeiling", Numbers.plain(row.partitionCeiling()));
    cells.put("lastMillis", Figures.duration(row.lastMillis()));
    return Markup.of(
        "<tr><th scope=\"row\">{}</th>{}</tr>\n",
        row.strategy().word(),
        cells.entrySet().stream()
            .map(
                cell ->
                    Markup.of(
                        "<td data-strategy=\"{}\" data-part=\"{}\">{}</td>",
                        row.strategy().word(),
                        cell.getKey(),
                        cell.getValue()))
            .toList());
  }
}
