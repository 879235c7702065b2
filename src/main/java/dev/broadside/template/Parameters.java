package dev.broadside.template;

import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The parameters of a template with the values given for them, or their defaults. */
final class Parameters {
  private static final Set<String> KEYS =
      Set.of(
          "Type",
          "Default",
          "Description",
          "NoEcho",
          "ConstraintDescription",
          "AllowedValues",
          "AllowedPattern",
          "MinLength",
          "MaxLength",
          "MinValue",
          "MaxValue");
  private static final List<String> TYPES = List.of("String", "Number", "CommaDelimitedList");

  /* cdk synth declares one that only its Rules use, so such a type is refused where it is used. */
  private static final String STORED = "AWS::SSM::Parameter::Value<";

  private final Source source;
  private final Section section;
  private final Map<String, String> values = new HashMap<>();

  Parameters(Section section, Map<String, String> given) throws TemplateException {
    this.source = section.source();
    this.section = section;
    for (String name : given.keySet()) {
      if (!section.has(name)) {
        throw source.missing(
            section.mapping().line(), "The parameter", name, section.mapping().fields().keySet());
      }
    }
    for (Map.Entry<String, Field> entry : section.entries()) {
      Section declaration = declaration(entry.getKey(), entry.getValue()).only(KEYS);
      String value = given.getOrDefault(entry.getKey(), declaration.text("Default", ""));
      if (given.containsKey(entry.getKey()) || declaration.has("Default")) {
        check(declaration, value);
        values.put(entry.getKey(), value);
      }
      if (!declaration.requiredText("Type").startsWith(STORED)) {
        declaration.choice("Type", "", TYPES);
      }
    }
  }

  private Section declaration(String name, Field field) throws TemplateException {
    return Section.of(source, "Parameter " + name, field);
  }

  Set<String> names() {
    return section.mapping().fields().keySet();
  }

  boolean declares(String name) {
    return section.has(name);
  }

  /**
   * The value of a declared parameter.
   *
   * @param strict whether one without a value is refused; otherwise its name stands for it
   */
  Value value(String name, int line, boolean strict) throws TemplateException {
    Field field = section.field(name);
    String value = values.get(name);
    if (field == null || value == null) {
      if (strict) {
        throw source.refusal(line, "Parameter " + name + " has no Default here: give it a value.");
      }
      return new Text("${" + name + "}", line);
    }
    String type = declaration(name, field).text("Type", "");
    if (strict && type.startsWith(STORED)) {
      throw source.refusal(
          line, "Parameter " + name + " is of type " + type + ", which only AWS can look up.");
    }
    return type.equals("CommaDelimitedList") ? list(value, line) : new Text(value, line);
  }

  private static Items list(String value, int line) {
    List<Value> items = new ArrayList<>();
    for (String item : value.split(",", -1)) {
      items.add(new Text(item.strip(), line));
    }
    return new Items(items, line);
  }

  private static void check(Section declaration, String value) throws TemplateException {
    List<String> allowed = declaration.texts("AllowedValues");
    String pattern = declaration.text("AllowedPattern");
    @Nullable String expected = null;
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      expected = "one of " + String.join(", ", allowed);
    } else if (declaration.text("Type", "").equals("Number") && !isNumber(value)) {
      expected = "a number";
    } else if (pattern != null && !matches(declaration, pattern, value)) {
      expected = "a text like " + pattern;
    } else if (outside(declaration, "Length", value.length())) {
      expected = "a text within MinLength and MaxLength";
    } else if (isNumber(value) && outside(declaration, "Value", Double.parseDouble(value))) {
      expected = "a number within MinValue and MaxValue";
    }
    if (expected != null) {
      throw declaration
          .source()
          .refusal(
              declaration.mapping().line(),
              declaration.what() + " is '" + value + "': it must be " + expected + ".");
    }
  }

  private static boolean outside(Section declaration, String what, double measure)
      throws TemplateException {
    return measure < bound(declaration, "Min" + what, Double.NEGATIVE_INFINITY)
        || measure > bound(declaration, "Max" + what, Double.POSITIVE_INFINITY);
  }

  private static double bound(Section declaration, String key, double fallback)
      throws TemplateException {
    String text = declaration.text(key);
    if (text == null) {
      return fallback;
    }
    if (!isNumber(text)) {
      throw declaration.refusal(
          key, key + " of " + declaration.what() + " is '" + text + "': write a number.");
    }
    return Double.parseDouble(text);
  }

  private static boolean matches(Section declaration, String pattern, String value)
      throws TemplateException {
    try {
      return Pattern.compile(pattern).matcher(value).matches();
    } catch (PatternSyntaxException wrong) {
      throw declaration.refusal(
          "AllowedPattern", "AllowedPattern '" + pattern + "' is not a regular expression.");
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}(\\.\\d{1,18})?");
  }
}
