package dev.broadside.aws;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One level of a profile, read key by key; each error names file, line and column. */
final class ProfileLevel {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*(us|ms|s|m)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})\\s*(B|KB|MB)");
  private static final Map<String, Long> NANOS =
      Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L);
  private static final Map<String, Integer> SIZES = Map.of("B", 1, "KB", 1 << 10, "MB", 1 << 20);

  private final String file;
  private final String path;
  private final @Nullable Mark at;
  private final Map<String, Entry> entries;

  private ProfileLevel(String file, String path, @Nullable Mark at, Map<String, Entry> entries) {
    this.file = file;
    this.path = path;
    this.at = at;
    this.entries = entries;
  }

  private record Entry(Mark at, Node value) {}

  static ProfileLevel of(String file, String text) throws ProfileException {
    return of(file, "a profile", text);
  }

  /**
   * The top level of a file.
   *
   * @param what the file is
   */
  static ProfileLevel of(String file, String what, String text) throws ProfileException {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        return new ProfileLevel(file, "", null, Map.of());
      }
      if (!(root instanceof MappingNode)) {
        throw error(file, root.getStartMark(), what + " must have keys of its own");
      }
      return level(file, "", root);
    } catch (MarkedYAMLException e) {
      throw error(file, e.getProblemMark(), "this is not valid YAML (" + e.getProblem() + ")");
    } catch (YAMLException e) {
      throw new ProfileException(file + ": this is not valid YAML: " + e.getMessage(), e);
    }
  }

  private static ProfileLevel level(String file, String path, Node node) throws ProfileException {
    if (!(node instanceof MappingNode mapping)) {
      throw error(file, node.getStartMark(), "'" + path + "' must have keys of its own");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Mark at = tuple.getKeyNode().getStartMark();
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (entries.put(key, new Entry(at, tuple.getValueNode())) != null) {
        throw error(file, at, "duplicate key '" + key + "': remove one of them");
      }
    }
    return new ProfileLevel(file, path, node.getStartMark(), entries);
  }

  private static ProfileException error(String file, @Nullable Mark at, String sentence) {
    String place = at == null ? "" : ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1);
    return new ProfileException(file + place + ": " + sentence);
  }

  /** An error about {@code key}, at its value where there is one. */
  ProfileException error(String key, String predicate) {
    Entry entry = entries.get(key);
    Mark place = entry == null ? at : entry.value.getStartMark();
    return error(file, place, "'" + join(key) + "' " + predicate);
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Refuses every other key. */
  void only(String... known) throws ProfileException {
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      if (!List.of(known).contains(entry.getKey())) {
        throw error(
            file,
            entry.getValue().at,
            "unknown key '%s'; known here are %s"
                .formatted(join(entry.getKey()), String.join(", ", known)));
      }
    }
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The keys under {@code key}; none where it is absent. */
  ProfileLevel child(String key) throws ProfileException {
    Entry entry = entries.get(key);
    return entry == null
        ? new ProfileLevel(file, join(key), at, Map.of())
        : level(file, join(key), entry.value);
  }

  String text(String key, String fallback) throws ProfileException {
    return has(key) ? scalar(key, "text") : fallback;
  }

  /** A text that has to be there, of at most {@code most} characters. */
  String text(String key, String wanted, int most) throws ProfileException {
    String text = scalar(key, wanted);
    if (text.isBlank() || text.length() > most) {
      throw error(key, "must be " + wanted + ", not '" + text + "'");
    }
    return text;
  }

  private String scalar(String key, String wanted) throws ProfileException {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw error(key, "is missing: write " + wanted);
    }
    if (entry.value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error(key, "must be " + wanted);
  }

  long whole(String key, long least, long most, long fallback) throws ProfileException {
    return has(key) ? whole(key, least, most) : fallback;
  }

  long whole(String key, long least, long most) throws ProfileException {
    String wanted = "a whole number from " + least + " to " + most;
    String text = scalar(key, wanted);
    if (text.matches("\\d{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw error(key, "must be " + wanted + ", not '" + text + "'");
  }

  double number(String key, double least) throws ProfileException {
    String wanted = "a number of at least " + new BigDecimal("" + least).stripTrailingZeros();
    String text = scalar(key, wanted);
    if (text.matches("\\d{1,9}(\\.\\d{1,6})?") && Double.parseDouble(text) >= least) {
      return Double.parseDouble(text);
    }
    throw error(key, "must be " + wanted + ", not '" + text + "'");
  }

  Duration time(String key, Duration least, Duration most) throws ProfileException {
    String wanted = "a time with its unit, as 500us, 6.2ms or 29s";
    String text = scalar(key, wanted);
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw error(key, "must be " + wanted + ", not '" + text + "'");
    }
    BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(matcher.group(2), 0L));
    Duration time = Duration.ofNanos(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw error(
          key,
          "must be from %d ms to %d s, not %s".formatted(least.toMillis(), most.toSeconds(), text));
    }
    return time;
  }

  long bytes(String key, long least, long most) throws ProfileException {
    String wanted = "a size with its unit, as 512B or 64KB";
    String text = scalar(key, wanted);
    Matcher matcher = BYTES.matcher(text);
    if (matcher.matches()) {
      long bytes = Long.parseLong(matcher.group(1)) * SIZES.getOrDefault(matcher.group(2), 0);
      if (bytes >= least && bytes <= most) {
        return bytes;
      }
    }
    throw error(
        key, "must be " + wanted + ", from " + least + "B to " + most + "B, not '" + text + "'");
  }
}
