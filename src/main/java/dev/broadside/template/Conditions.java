package dev.broadside.template;

import dev.broadside.template.Value.Call;
import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Fields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The conditions of a template, each evaluated when it is asked for. */
final class Conditions {
  private static final List<String> FUNCTIONS = List.of("Equals", "And", "Or", "Not", "Condition");

  private final Source source;
  private final Section section;
  private final Intrinsics intrinsics;
  private final Set<String> underWay = new LinkedHashSet<>();

  Conditions(Section section, Globals globals) throws TemplateException {
    this.source = section.source();
    this.section = section;
    this.intrinsics = new Intrinsics(source, globals);
    for (var entry : section.entries()) {
      holds(entry.getKey(), entry.getValue().line());
    }
  }

  boolean holds(String name, int line) throws TemplateException {
    Field condition = section.field(name);
    if (condition == null) {
      throw source.missing(line, "The condition", name, section.mapping().fields().keySet());
    }
    if (!underWay.add(name)) {
      throw source.refusal(
          line, "Conditions refer to each other: " + String.join(", ", underWay) + ".");
    }
    boolean holds = evaluate(condition.value());
    underWay.remove(name);
    return holds;
  }

  private boolean evaluate(Value value) throws TemplateException {
    return switch (value) {
      case Call call -> evaluate(call);
      // In the long form, {"Condition": "Name"}.
      case Fields fields when fields.fields().keySet().equals(Set.of("Condition")) ->
          named(new Section(source, "A condition", fields).requiredText("Condition"), fields);
      default ->
          throw source.refusal(
              value.line(), "A condition is an intrinsic function, not " + value.kind() + ".");
    };
  }

  private boolean named(String name, Value at) throws TemplateException {
    return holds(name, at.line());
  }

  private boolean evaluate(Call call) throws TemplateException {
    switch (call.function()) {
      case "Equals" -> {
        List<Value> two = arguments(call, 2, 2);
        return intrinsics.text(two.get(0)).equals(intrinsics.text(two.get(1)));
      }
      case "Not" -> {
        return !evaluate(arguments(call, 1, 1).get(0));
      }
      case "And" -> {
        return count(arguments(call, 2, 10)) == arguments(call, 2, 10).size();
      }
      case "Or" -> {
        return count(arguments(call, 2, 10)) > 0;
      }
      case "Condition" -> {
        return named(intrinsics.text(call.argument()), call);
      }
      default ->
          throw source.unknown(
              call.line(), "In a condition, the intrinsic", call.function(), FUNCTIONS);
    }
  }

  /** How many hold; all are evaluated, so that a mistake in a later one is not hidden. */
  private int count(List<Value> conditions) throws TemplateException {
    int holding = 0;
    for (Value condition : conditions) {
      holding += evaluate(condition) ? 1 : 0;
    }
    return holding;
  }

  private List<Value> arguments(Call call, int least, int most) throws TemplateException {
    return intrinsics.arguments(call, least, most);
  }
}
