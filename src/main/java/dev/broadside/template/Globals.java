package dev.broadside.template;

import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Nothing;
import dev.broadside.template.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known before any resource: parameters, pseudo parameters and mappings. Conditions can
 * refer to nothing else.
 */
final class Globals implements References {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "123456789012";

  private static final String NO_VALUE = "AWS::NoValue";
  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::Region",
          REGION,
          "AWS::AccountId",
          ACCOUNT,
          "AWS::StackName",
          "broadside",
          "AWS::StackId",
          "arn:aws:cloudformation:" + REGION + ":" + ACCOUNT + ":stack/broadside/local",
          "AWS::Partition",
          "aws",
          "AWS::URLSuffix",
          "amazonaws.com");

  private final Source source;
  private final Parameters parameters;
  private final Section mappings;
  private final boolean strict;

  /**
   * @param strict whether a parameter without a value is refused; see {@link Parameters#value}
   */
  Globals(Parameters parameters, Section mappings, boolean strict) {
    this.source = mappings.source();
    this.parameters = parameters;
    this.mappings = mappings;
    this.strict = strict;
  }

  boolean knows(String name) {
    return PSEUDO.containsKey(name) || name.equals(NO_VALUE) || parameters.declares(name);
  }

  @Override
  public Value ref(String name, int line) throws TemplateException {
    if (name.equals(NO_VALUE)) {
      return new Nothing(line);
    }
    String pseudo = PSEUDO.get(name);
    if (pseudo != null) {
      return new Text(pseudo, line);
    }
    if (parameters.declares(name)) {
      return parameters.value(name, line, strict);
    }
    if (name.startsWith("AWS::")) {
      List<String> known = new ArrayList<>(PSEUDO.keySet());
      known.add(NO_VALUE);
      throw source.unknown(line, "The pseudo parameter", name, known);
    }
    throw source.refusal(
        line, "A condition can refer to no resource, and no parameter is named " + name + ".");
  }

  @Override
  public String attribute(String resource, String attribute, int line) throws TemplateException {
    throw source.refusal(
        line, "A condition can refer to no resource: " + resource + "." + attribute + ".");
  }

  @Override
  public boolean condition(String name, int line) throws TemplateException {
    throw source.refusal(line, "A condition can hold no Fn::If; use Fn::And, Fn::Or and Fn::Not.");
  }

  @Override
  public Value mapped(String map, String first, String second, int line) throws TemplateException {
    Section section = entry(mappings, "The mapping", map, line);
    Section keys = entry(section, "The key in mapping " + map, first, line);
    Field field = keys.field(second);
    if (field == null) {
      throw source.missing(
          line, "The key in mapping " + map, second, keys.mapping().fields().keySet());
    }
    return switch (field.value()) {
      case Text text -> text;
      case Items items when items.values().stream().allMatch(Text.class::isInstance) -> items;
      default ->
          throw source.refusal(
              field.line(),
              "A mapping holds texts and lists of texts, not " + field.value().kind() + ".");
    };
  }

  private Section entry(Section section, String what, String name, int line)
      throws TemplateException {
    Field field = section.field(name);
    if (field == null) {
      throw source.missing(line, what, name, section.mapping().fields().keySet());
    }
    return Section.of(source, what + " " + name, field);
  }
}
