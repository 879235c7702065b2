package dev.broadside.template;

import dev.broadside.template.Value.Call;
import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parses YAML or JSON (which YAML contains) into values. The short tags and the long forms of the
 * intrinsics become the same {@link Call}; whether it is one that we know is decided where it is
 * used.
 *
 * <p>Like CloudFormation, it takes no anchors and aliases, no null, and no key twice.
 */
final class ValueParser {
  /* CloudFormation's own limit on the size of a template. */
  private static final int MOST_CHARACTERS = 1024 * 1024;
  private static final int DEEPEST = 50;
  private static final Pattern ESCAPED_SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\/");
  private static final Set<Tag> SCALARS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

  private final Source source;

  ValueParser(Source source) {
    this.source = source;
  }

  Fields parse(String text) throws TemplateException {
    Value root = value(compose(text));
    if (root instanceof Fields fields) {
      return fields;
    }
    throw source.refusal(
        root.line(), "A template is a mapping with Resources, and this is " + root.kind() + ".");
  }

  private Node compose(String text) throws TemplateException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    try {
      Node root = new Yaml(options).compose(new StringReader(asYaml(text)));
      if (root != null) {
        return root;
      }
    } catch (MarkedYAMLException notYaml) {
      throw source.refusal(line(notYaml.getProblemMark()), sentence(notYaml.getProblem()));
    } catch (YAMLException notYaml) {
      throw source.refusal(1, sentence(notYaml.getMessage()));
    }
    throw source.refusal(1, "The template is empty: it needs at least Resources.");
  }

  /*
   * Two things that JSON may have and this parser's YAML may not: tabs between the tokens (inside a
   * JSON string none can stand) and an escaped slash.
   */
  private static String asYaml(String text) {
    return text.stripLeading().startsWith("{")
        ? ESCAPED_SLASH.matcher(text.replace('\t', ' ')).replaceAll("$1/")
        : text;
  }

  private static String sentence(@Nullable String problem) {
    String first = problem == null ? "" : problem.lines().findFirst().orElse("");
    return "This is neither YAML nor JSON: " + first + ".";
  }

  private static int line(@Nullable Mark mark) {
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private static int line(Node node) {
    return line(node.getStartMark());
  }

  private Value value(Node node) throws TemplateException {
    if (node.getAnchor() != null) {
      throw source.refusal(
          line(node),
          "CloudFormation takes no YAML anchors: write out what &"
              + node.getAnchor()
              + " stands for.");
    }
    String tag = node.getTag().getValue();
    if (tag.startsWith("!") && tag.length() > 1) {
      return new Call(tag.substring(1), untagged(node), line(node));
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence when sequence.getTag().equals(Tag.SEQ) -> items(sequence);
      case MappingNode mapping when mapping.getTag().equals(Tag.MAP) -> fields(mapping);
      default -> throw strange(node);
    };
  }

  private Value untagged(Node node) throws TemplateException {
    return switch (node) {
      case ScalarNode scalar -> new Text(scalar.getValue(), line(scalar));
      case SequenceNode sequence -> items(sequence);
      case MappingNode mapping -> fields(mapping);
      default -> throw strange(node);
    };
  }

  private TemplateException strange(Node node) {
    return source.refusal(
        line(node), "CloudFormation takes no values of the YAML type " + node.getTag() + ".");
  }

  private Text scalar(ScalarNode node) throws TemplateException {
    if (node.getTag().equals(Tag.NULL)) {
      throw source.refusal(
          line(node), "CloudFormation takes no null: give this a value, or leave its key out.");
    }
    if (!SCALARS.contains(node.getTag())) {
      throw strange(node);
    }
    return new Text(node.getValue(), line(node));
  }

  private Items items(SequenceNode node) throws TemplateException {
    List<Value> values = new ArrayList<>();
    for (Node item : node.getValue()) {
      values.add(value(item));
    }
    return new Items(values, line(node));
  }

  private Value fields(MappingNode node) throws TemplateException {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar) || key.getAnchor() != null) {
        throw source.refusal(line(key), "A key is a string, not a list or a mapping.");
      }
      String name = scalar.getValue();
      if (fields.put(name, new Field(value(entry.getValueNode()), line(key))) != null) {
        throw source.refusal(line(key), "The key '" + name + "' stands here for the second time.");
      }
    }
    return call(fields, line(node));
  }

  /** A mapping whose only key is {@code Ref} or {@code Fn::…} is an intrinsic's long form. */
  private Value call(Map<String, Field> fields, int line) throws TemplateException {
    for (Map.Entry<String, Field> entry : fields.entrySet()) {
      String key = entry.getKey();
      if (key.equals("Ref") || key.startsWith("Fn::")) {
        if (fields.size() > 1) {
          throw source.refusal(
              entry.getValue().line(), "The intrinsic " + key + " must be the only key here.");
        }
        String function = key.equals("Ref") ? key : key.substring("Fn::".length());
        return new Call(function, entry.getValue().value(), entry.getValue().line());
      }
    }
    return new Fields(fields, line);
  }
}
