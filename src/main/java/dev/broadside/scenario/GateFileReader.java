package dev.broadside.scenario;

import dev.broadside.scenario.GateFile.Growth;
import dev.broadside.scenario.GateFile.Waiver;
import dev.broadside.scenario.Keys.Elements;
import dev.broadside.scenario.Keys.Leaf;
import dev.broadside.scenario.Keys.Level;
import dev.broadside.scenario.Node.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code broadside-gate.yaml} as strictly as a scenario. */
public final class GateFileReader {
  /** Every key of the file, in the order of the documentation. */
  static final Level KEYS = keys();

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(?:\\.\\d{1,6})?");

  private final LocalDate today;

  /** A reader for which a waiver until yesterday is over. */
  public GateFileReader(LocalDate today) {
    this.today = today;
  }

  private static Level keys() {
    Map<String, Keys> top = new LinkedHashMap<>();
    for (String key : List.of("build", "jmh", "template", "functions", "scenario")) {
      top.put(key, Leaf.VALUE);
    }
    top.put("thresholds", values("delta", "tolerance"));
    top.put("counters", Leaf.NAMES);
    top.put("waivers", new Elements(values("benchmark", "reason", "until")));
    return new Level(top, List.of());
  }

  private static Level values(String... names) {
    Map<String, Keys> known = new LinkedHashMap<>();
    for (String name : names) {
      known.put(name, Leaf.VALUE);
    }
    return new Level(known, List.of());
  }

  /** A budget as the command line writes it; none when it is no time, or shorter than a second. */
  public static Optional<Duration> budget(String written) {
    try {
      return Optional.of(DurationText.parse(written))
          .filter(time -> time.compareTo(Duration.ofSeconds(1)) >= 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads {@code file}. */
  public GateFile read(Path file) throws ScenarioException {
    return parse(file.toString(), ScenarioFile.text(file));
  }

  GateFile parse(String file, String text) throws ScenarioException {
    Node root =
        YamlTree.read(
            text, (line, column) -> new Position("%s:%d:%d".formatted(file, line, column)));
    if (!(root instanceof Mapping mapping)) {
      throw new Position(file)
          .error("a gate file is keys with values, as 'jmh: java -jar target/benchmarks.jar'");
    }
    KEYS.check("", mapping);
    return gateFile(Section.root(file, mapping));
  }

  private GateFile gateFile(Section root) throws ScenarioException {
    if (!root.has("jmh") && !root.has("scenario")) {
      throw root.error("jmh", "is missing, and scenario too: say what to run");
    }
    if (root.has("template") && !root.has("scenario")) {
      throw root.error("template", "needs a scenario that measures it: add one");
    }
    Section thresholds = root.child("thresholds");
    double delta = share(thresholds, "delta", GateFile.NONE.delta());
    double tolerance = share(thresholds, "tolerance", GateFile.NONE.tolerance());
    if (delta >= tolerance) {
      throw thresholds.error("delta", "must be below tolerance, which is " + tolerance * 100 + "%");
    }
    return new GateFile(
        optional(root, "build"),
        optional(root, "jmh"),
        optional(root, "template"),
        List.copyOf(root.texts("functions")),
        optional(root, "scenario"),
        delta,
        tolerance,
        counters(root.child("counters")),
        waivers(root));
  }

  private static @Nullable String optional(Section root, String key) throws ScenarioException {
    return root.has(key) ? root.text(key, "") : null;
  }

  private static double share(Section section, String key, double fallback)
      throws ScenarioException {
    if (!section.has(key)) {
      return fallback;
    }
    Matcher matcher = PERCENT.matcher(section.word(key));
    if (matcher.matches()) {
      double share = Double.parseDouble(matcher.group(1)) / 100;
      if (share > 0 && share <= 1) {
        return share;
      }
    }
    throw section.error(key, "must be a share above 0% and up to 100%, as 3%");
  }

  private static Map<String, Growth> counters(Section section) throws ScenarioException {
    Map<String, Growth> counters = new LinkedHashMap<>();
    for (String name : section.keys()) {
      String written = section.word(name);
      Matcher percent = PERCENT.matcher(written);
      if (percent.matches()) {
        counters.put(name, new Growth(Double.parseDouble(percent.group(1)) / 100, 0));
      } else if (AMOUNT.matcher(written).matches()) {
        counters.put(name, new Growth(0, Double.parseDouble(written)));
      } else {
        throw section.error(name, "must say how much it may grow, as 0, 0.5 or 1%");
      }
    }
    return counters;
  }

  private List<Waiver> waivers(Section root) throws ScenarioException {
    List<Waiver> waivers = new ArrayList<>();
    for (Section section : root.elements("waivers")) {
      section.require("benchmark", "name the benchmark that is waived");
      section.require("reason", "say why, for those who read the report");
      section.require("until", "give the last day, as 2027-01-31");
      Waiver waiver =
          new Waiver(section.text("benchmark", ""), section.text("reason", ""), until(section));
      if (waiver.until().isBefore(today)) {
        throw section.error(
            "until",
            "was %s: the waiver of '%s' is over; remove it, or give a new day and reason"
                .formatted(waiver.until(), waiver.benchmark()));
      }
      waivers.add(waiver);
    }
    return List.copyOf(waivers);
  }

  private static LocalDate until(Section section) throws ScenarioException {
    try {
      return LocalDate.parse(section.word("until"));
    } catch (DateTimeParseException e) {
      throw section.error("until", "must be a day, as 2027-01-31");
    }
  }
}
