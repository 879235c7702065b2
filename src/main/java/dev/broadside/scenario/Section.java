package dev.broadside.scenario;

import dev.broadside.scenario.Node.Entry;
import dev.broadside.scenario.Node.Kind;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Scalar;
import dev.broadside.scenario.Node.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One level of a scenario file, read key by key. A key that is absent takes its default; a value
 * that is not what its key wants is an error at its place.
 */
final class Section {
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");

  private final String path;
  private final Position at;
  private final Map<String, Entry> entries;

  private Section(String path, Position at, Map<String, Entry> entries) {
    this.path = path;
    this.at = at;
    this.entries = entries;
  }

  /** The top level. It stands nowhere in particular: its errors name the file alone. */
  static Section root(String file, Mapping mapping) {
    return new Section("", new Position(file), mapping.entries());
  }

  /** The keys under {@code key}; none where it is absent. */
  Section child(String key) throws ScenarioException {
    Entry entry = entries.get(key);
    if (entry == null) {
      return new Section(Keys.join(path, key), at, Map.of());
    }
    if (entry.value() instanceof Mapping mapping) {
      return new Section(Keys.join(path, key), entry.at(), mapping.entries());
    }
    throw error(key, "must have keys of its own, not " + entry.value().describe());
  }

  /** The elements of a list under {@code key}, each with keys of its own. */
  List<Section> elements(String key) throws ScenarioException {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence list)) {
      throw error(key, "must be a list, not " + entry.value().describe());
    }
    List<Section> sections = new ArrayList<>();
    for (Node element : list.elements()) {
      if (!(element instanceof Mapping mapping)) {
        throw element
            .at()
            .error("each of '%s' must have keys, not be %s".formatted(key, element.describe()));
      }
      sections.add(new Section(Keys.join(path, key), element.at(), mapping.entries()));
    }
    return sections;
  }

  /** Whether {@code key} has keys of its own, where a value would do too. */
  boolean hasKeysUnder(String key) {
    return entries.get(key) instanceof Entry entry && entry.value() instanceof Mapping;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  boolean hasKeys(String key) {
    return entries.get(key) instanceof Entry entry && entry.value() instanceof Mapping;
  }

  boolean hasList(String key) {
    return entries.get(key) instanceof Entry entry && entry.value() instanceof Sequence;
  }

  Iterable<String> keys() {
    return entries.keySet();
  }

  /** Refuses to go on without {@code key}. */
  void require(String key, String remedy) throws ScenarioException {
    if (!has(key)) {
      throw error(key, "is missing: " + remedy);
    }
  }

  /** An error about {@code key}, at its value where there is one. */
  ScenarioException error(String key, String predicate) {
    Entry entry = entries.get(key);
    Position place = entry == null ? at : entry.value().at();
    return place.error("'" + Keys.join(path, key) + "' " + predicate);
  }

  String text(String key, String fallback) throws ScenarioException {
    return value(key, Kind.TEXT, fallback, "text, in quotes", Section::notBlank);
  }

  /** Whether {@code key} is left out, or {@code null} in the file. */
  boolean isNothing(String key) {
    Entry entry = entries.get(key);
    return entry == null
        || (entry.value() instanceof Scalar scalar && scalar.kind() == Kind.NOTHING);
  }

  /** Any text, also none; it may hold a secret, so that no error repeats it. */
  String quietText(String key) throws ScenarioException {
    if (entries.get(key) instanceof Entry entry
        && entry.value() instanceof Scalar scalar
        && scalar.kind() == Kind.TEXT) {
      return scalar.text();
    }
    throw error(key, "must be text, in quotes");
  }

  /** A value of one line as it is written, be it text, a number or a boolean. */
  String word(String key) throws ScenarioException {
    if (entries.get(key) instanceof Entry entry
        && entry.value() instanceof Scalar scalar
        && scalar.kind() != Kind.NOTHING) {
      return scalar.text();
    }
    throw error(key, "must be a text or a number");
  }

  /** A list of texts; none where {@code key} is absent. */
  List<String> texts(String key) throws ScenarioException {
    Entry entry = entries.get(key);
    List<String> texts = new ArrayList<>();
    if (entry == null) {
      return texts;
    }
    List<Node> elements =
        entry.value() instanceof Sequence list ? list.elements() : List.of(entry.value());
    for (Node element : elements) {
      if (!(element instanceof Scalar scalar) || scalar.text().isBlank()) {
        throw error(key, "must be a list of texts, as [one, two]");
      }
      texts.add(scalar.text());
    }
    return texts;
  }

  /** One of the words that this version knows, the first of which is the default. */
  String choice(String key, String... known) throws ScenarioException {
    return only(key, Kind.TEXT, known);
  }

  /** As {@link #choice}, of numbers or booleans as they are written. */
  String only(String key, Kind kind, String... known) throws ScenarioException {
    List<String> choices = List.of(known);
    return value(
        key,
        kind,
        choices.getFirst(),
        String.join(" or ", choices) + " in this version",
        text -> check(text, choices.contains(text)));
  }

  long whole(String key, long least, long most, long fallback) throws ScenarioException {
    return value(
        key,
        Kind.NUMBER,
        fallback,
        "a whole number from %s to %s".formatted(Budget.grouped(least), Budget.grouped(most)),
        text -> {
          // parseLong also takes 010, which YAML 1.1 and 1.2 read differently.
          long number = Long.parseLong(text);
          check(text, Long.toString(number).equals(text));
          return check(number, number >= least && number <= most);
        });
  }

  /** True or false, which is the default. */
  boolean flag(String key) throws ScenarioException {
    return value(
        key,
        Kind.BOOLEAN,
        false,
        "true or false",
        text -> check(text, text.equals("true") || text.equals("false")).equals("true"));
  }

  Sizes sizes(String key) throws ScenarioException {
    String wanted = "uniform, 'zipf 1.1', or a share for each room, as [50%, 30%, 20%]";
    return value(key, Kind.TEXT, new Sizes.Uniform(), wanted, Sizes::parse);
  }

  Rate rate(String key, Rate fallback) throws ScenarioException {
    String wanted = "a rate above 0 with its unit, as 2/s or 30/min";
    return value(key, Kind.TEXT, fallback, wanted, Rate::parse);
  }

  Duration time(String key, Duration least, Duration fallback) throws ScenarioException {
    return value(
        key,
        Kind.TEXT,
        fallback,
        "a time from %s to %s with its unit, as 500ms, 30s or 10m"
            .formatted(DurationText.format(least), DurationText.format(DurationText.LONGEST)),
        text -> {
          Duration time = DurationText.parse(text);
          return check(time, time.compareTo(least) >= 0);
        });
  }

  ByteSize size(String key, ByteSize least, ByteSize most, ByteSize fallback)
      throws ScenarioException {
    return value(
        key,
        Kind.TEXT,
        fallback,
        "a size from %s to %s with its unit, as 512B or 20KB".formatted(least, most),
        text -> {
          ByteSize size = ByteSize.parse(text);
          return check(size, size.bytes() >= least.bytes() && size.bytes() <= most.bytes());
        });
  }

  /** A share of all, in the spelling that the stage reads. */
  String share(String key) throws ScenarioException {
    return value(
        key,
        Kind.TEXT,
        "",
        "a share above 0% and up to 100%, as 5%",
        text -> {
          Matcher matcher = SHARE.matcher(text);
          check(text, matcher.matches());
          double percent = Double.parseDouble(matcher.group(1));
          return check(text, percent > 0 && percent <= 100);
        });
  }

  private <T> T value(String key, Kind kind, T fallback, String wanted, Function<String, T> parser)
      throws ScenarioException {
    Entry entry = entries.get(key);
    if (entry == null) {
      return fallback;
    }
    if (entry.value() instanceof Scalar scalar && scalar.kind() == kind) {
      try {
        return parser.apply(scalar.normal());
      } catch (IllegalArgumentException refused) {
        throw mustBe(key, wanted, entry);
      }
    }
    throw mustBe(key, wanted, entry);
  }

  private ScenarioException mustBe(String key, String wanted, Entry entry) {
    return error(key, "must be " + wanted + ", not " + entry.value().describe());
  }

  private static String notBlank(String text) {
    return check(text, !text.isBlank());
  }

  private static <T> T check(T value, boolean good) {
    if (!good) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
