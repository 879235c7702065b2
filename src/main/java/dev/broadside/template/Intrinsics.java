package dev.broadside.template;

import dev.broadside.template.Value.Call;
import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Nothing;
import dev.broadside.template.Value.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves CloudFormation's intrinsic functions to what they refer to. */
final class Intrinsics {
  private static final List<String> SUPPORTED =
      List.of(
          "Ref",
          "Sub",
          "GetAtt",
          "Join",
          "Select",
          "Split",
          "If",
          "FindInMap",
          "Base64",
          "Equals",
          "And",
          "Or",
          "Not",
          "Condition");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final Source source;
  private final References references;

  Intrinsics(Source source, References references) {
    this.source = source;
    this.references = references;
  }

  /** The value without intrinsics; {@link Nothing} only where the whole value is nothing. */
  Value resolve(Value value) throws TemplateException {
    return switch (value) {
      case Text text -> text;
      case Nothing nothing -> nothing;
      case Items items -> items(items);
      case Fields fields -> fields(fields);
      case Call call -> call(call);
    };
  }

  /** A value that must come to a text. */
  String text(Value value) throws TemplateException {
    if (resolve(value) instanceof Text text) {
      return text.text();
    }
    throw source.refusal(value.line(), "A text is needed here, not " + value.kind() + ".");
  }

  /** The list that a function is called with, itself not yet resolved. */
  List<Value> arguments(Call call, int least, int most) throws TemplateException {
    if (call.argument() instanceof Items items
        && items.values().size() >= least
        && items.values().size() <= most) {
      return items.values();
    }
    String count = least == most ? Integer.toString(least) : least + " to " + most;
    throw source.refusal(
        call.line(), "The intrinsic " + call.function() + " takes a list of " + count + ".");
  }

  private Items items(Items items) throws TemplateException {
    List<Value> resolved = new ArrayList<>();
    for (Value item : items.values()) {
      Value value = resolve(item);
      if (!(value instanceof Nothing)) {
        resolved.add(value);
      }
    }
    return new Items(resolved, items.line());
  }

  private Fields fields(Fields fields) throws TemplateException {
    Map<String, Field> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, Field> entry : fields.fields().entrySet()) {
      Value value = resolve(entry.getValue().value());
      if (!(value instanceof Nothing)) {
        resolved.put(entry.getKey(), new Field(value, entry.getValue().line()));
      }
    }
    return new Fields(resolved, fields.line());
  }

  private Value call(Call call) throws TemplateException {
    return switch (call.function()) {
      case "Ref" -> references.ref(literal(call), call.line());
      case "GetAtt" -> new Text(attribute(call), call.line());
      case "Sub" -> new Text(substituted(call), call.line());
      case "Join" -> new Text(joined(call), call.line());
      case "Base64" -> new Text(encoded(call), call.line());
      case "Select" -> selected(call);
      case "Split" -> split(call);
      case "If" -> chosen(call);
      case "FindInMap" -> found(call);
      case "Equals", "And", "Or", "Not", "Condition" ->
          throw source.refusal(
              call.line(), "The intrinsic " + call.function() + " stands only in Conditions.");
      case "ImportValue" ->
          throw source.refusal(
              call.line(),
              "The intrinsic ImportValue is not supported, since the exports of other stacks are not"
                  + " known here: make the value a parameter.");
      case "Transform" -> throw transform(source, call.line());
      default -> throw source.unknown(call.line(), "The intrinsic", call.function(), SUPPORTED);
    };
  }

  /** A template that CloudFormation rewrites before it is one. */
  static TemplateException transform(Source source, int line) {
    return source.refusal(
        line,
        "A template with a Transform must be processed by AWS first: deploy it, then read what"
            + " aws cloudformation get-template --stack-name NAME --template-stage Processed"
            + " prints.");
  }

  private String literal(Call call) throws TemplateException {
    if (call.argument() instanceof Text text) {
      return text.text();
    }
    throw source.refusal(
        call.line(),
        "The intrinsic " + call.function() + " takes a name, not " + call.argument().kind() + ".");
  }

  private String attribute(Call call) throws TemplateException {
    if (call.argument() instanceof Text text) {
      return attribute(text.text(), call.line());
    }
    List<Value> two = arguments(call, 2, 2);
    return references.attribute(text(two.get(0)), text(two.get(1)), call.line());
  }

  private String attribute(String dotted, int line) throws TemplateException {
    int dot = dotted.indexOf('.');
    if (dot < 0) {
      throw source.refusal(line, "GetAtt takes Resource.Attribute, not '" + dotted + "'.");
    }
    return references.attribute(dotted.substring(0, dot), dotted.substring(dot + 1), line);
  }

  private String substituted(Call call) throws TemplateException {
    if (call.argument() instanceof Text text) {
      return substituted(text.text(), Map.of(), call.line());
    }
    List<Value> two = arguments(call, 2, 2);
    if (two.get(0) instanceof Text text && two.get(1) instanceof Fields variables) {
      return substituted(text.text(), variables.fields(), call.line());
    }
    throw source.refusal(call.line(), "Sub takes a text, or a list of a text and a mapping.");
  }

  private String substituted(String text, Map<String, Field> variables, int line)
      throws TemplateException {
    StringBuilder result = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String value = variable(matcher.group(1), variables, line);
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  private String variable(String name, Map<String, Field> variables, int line)
      throws TemplateException {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    Field own = variables.get(name);
    if (own != null) {
      return text(own.value());
    }
    return name.contains(".")
        ? attribute(name, line)
        : text(new Call("Ref", new Text(name, line), line));
  }

  private String joined(Call call) throws TemplateException {
    List<Value> two = arguments(call, 2, 2);
    List<String> parts = new ArrayList<>();
    for (Value part : list(call, two.get(1))) {
      parts.add(text(part));
    }
    return String.join(text(two.get(0)), parts);
  }

  private String encoded(Call call) throws TemplateException {
    byte[] bytes = text(call.argument()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Value selected(Call call) throws TemplateException {
    List<Value> two = arguments(call, 2, 2);
    List<Value> list = list(call, two.get(1));
    String index = text(two.get(0));
    if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= list.size()) {
      throw source.refusal(
          call.line(), "Select has no index '" + index + "' in a list of " + list.size() + ".");
    }
    return list.get(Integer.parseInt(index));
  }

  private Items split(Call call) throws TemplateException {
    List<Value> two = arguments(call, 2, 2);
    String separator = text(two.get(0));
    if (separator.isEmpty()) {
      throw source.refusal(call.line(), "Split needs a separator.");
    }
    List<Value> parts = new ArrayList<>();
    for (String part : text(two.get(1)).split(Pattern.quote(separator), -1)) {
      parts.add(new Text(part, call.line()));
    }
    return new Items(parts, call.line());
  }

  private Value chosen(Call call) throws TemplateException {
    List<Value> three = arguments(call, 3, 3);
    boolean holds = references.condition(text(three.get(0)), call.line());
    return resolve(three.get(holds ? 1 : 2));
  }

  private Value found(Call call) throws TemplateException {
    List<Value> three = arguments(call, 3, 3);
    return references.mapped(
        text(three.get(0)), text(three.get(1)), text(three.get(2)), call.line());
  }

  private List<Value> list(Call call, Value value) throws TemplateException {
    if (resolve(value) instanceof Items items) {
      return items.values();
    }
    throw source.refusal(
        call.line(), "The intrinsic " + call.function() + " takes a list as its second argument.");
  }
}
