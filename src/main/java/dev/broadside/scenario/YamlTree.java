package dev.broadside.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.broadside.scenario.Node.Entry;
import dev.broadside.scenario.Node.Kind;
import dev.broadside.scenario.Node.Mapping;
import dev.broadside.scenario.Node.Scalar;
import dev.broadside.scenario.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads one YAML document into {@link Node}s. Jackson's own binding is not used: it loses the place
 * of a value, and with it the line that an error has to name.
 */
final class YamlTree {
  private static final YAMLFactory YAML = new YAMLFactory();

  /** Turns a line and a column, both from 1, into a position. */
  interface Locator {
    Position at(int line, int column);
  }

  private final YAMLParser parser;
  private final Locator locator;

  private YamlTree(YAMLParser parser, Locator locator) {
    this.parser = parser;
    this.locator = locator;
  }

  /** The document in {@code text}, or {@code null} when there is none. */
  static @Nullable Node read(String text, Locator locator) throws ScenarioException {
    try (YAMLParser parser = YAML.createParser(text)) {
      return new YamlTree(parser, locator).document();
    } catch (JsonProcessingException e) {
      throw notYaml(text, e, locator);
    } catch (IOException e) {
      throw new AssertionError("a string cannot fail to be read", e);
    }
  }

  /** Says so in words of our own: the libraries' messages speak of their classes and tokens. */
  private static ScenarioException notYaml(
      String text, JsonProcessingException e, Locator locator) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark problem = marked.getProblemMark();
      Mark context = marked.getContextMark();
      Position at = locator.at(problem.getLine() + 1, problem.getColumn() + 1);
      // The library counts code points, not characters.
      if (text.codePoints().skip(problem.getIndex()).limit(1).anyMatch(c -> c == '\t')) {
        return at.error("a tab cannot indent YAML: write spaces");
      }
      return notYaml(
          at,
          context != null && context.getLine() < problem.getLine()
              ? "in what begins on line " + (context.getLine() + 1)
              : "just before");
    }
    JsonLocation where = e.getLocation();
    return notYaml(
        where == null ? locator.at(1, 1) : locator.at(where.getLineNr(), where.getColumnNr()),
        "just before");
  }

  private static ScenarioException notYaml(Position at, String orWhere) {
    return at.error(
        "this is not valid YAML, here or "
            + orWhere
            + ": check the indentation, the quotes and the space after each colon");
  }

  private @Nullable Node document() throws IOException, ScenarioException {
    if (parser.nextToken() == null) {
      return null;
    }
    Node root = node("");
    if (parser.nextToken() != null) {
      throw here().error("a second document begins here: keep one, and remove its '---'");
    }
    return root;
  }

  private Node node(String path) throws IOException, ScenarioException {
    Position at = here();
    if (parser.isCurrentAlias()) {
      throw at.error("a scenario has no aliases (*name): write the value itself");
    }
    if (parser.getTypeId() != null) {
      throw at.error("a scenario has no tags (!name): write the plain value");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(at, path);
      case START_ARRAY -> sequence(at, path);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(at, Kind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(at, Kind.BOOLEAN);
      case VALUE_NULL -> scalar(at, Kind.NOTHING);
      default -> scalar(at, Kind.TEXT);
    };
  }

  private Mapping mapping(Position at, String path) throws IOException, ScenarioException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Position keyAt = here();
      Integer first = lines.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
      if (first != null) {
        throw keyAt.error(
            "duplicate key '%s' %s, first on line %d: remove one of them"
                .formatted(key, Keys.place(path), first));
      }
      parser.nextToken();
      entries.put(key, new Entry(keyAt, node(Keys.join(path, key))));
    }
    return new Mapping(at, entries);
  }

  private Sequence sequence(Position at, String path) throws IOException, ScenarioException {
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(path));
    }
    return new Sequence(at, elements);
  }

  private Scalar scalar(Position at, Kind kind) throws IOException {
    return new Scalar(at, kind, parser.getText());
  }

  private Position here() {
    JsonLocation location = parser.currentTokenLocation();
    return locator.at(location.getLineNr(), location.getColumnNr());
  }
}
