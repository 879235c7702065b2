package dev.broadside.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A piece of YAML that still knows where it stands. */
sealed interface Node {

  /** Where it begins. */
  Position at();

  /** It as an error message names it, on one line. */
  String describe();

  /** Keys with their values, in the file's order. */
  record Mapping(Position at, Map<String, Entry> entries) implements Node {

    /** A copy in which {@code key} has another value. */
    Mapping with(String key, Entry entry) {
      Map<String, Entry> copy = new LinkedHashMap<>(entries);
      copy.put(key, entry);
      return new Mapping(at, copy);
    }

    @Override
    public String describe() {
      return "keys of its own";
    }
  }

  /** A list. */
  record Sequence(Position at, List<Node> elements) implements Node {
    @Override
    public String describe() {
      return "a list";
    }
  }

  /** A single value as it is written, without its quotes. */
  record Scalar(Position at, Kind kind, String text) implements Node {
    private static final int LONGEST_SHOWN = 60;

    /** The text, but {@code true} and {@code false} in one spelling. */
    String normal() {
      return kind == Kind.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text;
    }

    @Override
    public String describe() {
      if (kind == Kind.NOTHING) {
        return "nothing";
      }
      String line = text.replaceAll("\\s+", " ");
      String shown = line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
      return kind == Kind.TEXT ? "'" + shown + "'" : shown;
    }
  }

  /** What YAML takes a single value for. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING
  }

  /** A value and where its key stands. */
  record Entry(Position at, Node value) {}
}
