package dev.broadside.stage.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders nodes, for one input. */
final class Interpreter {
  /** The deepest nesting of macros, of blocks in {@code #define} and of quoted texts. */
  private static final int DEEPEST = 40;

  private final Node.Root root;
  private final Budget budget = new Budget();
  private final Values values = new Values(budget);
  private final Map<String, @Nullable Object> variables = new HashMap<>();
  private final Evaluator evaluator;
  private Position at = new Position(1, 1);
  private int depth;

  /** How a block ended. */
  private enum End {
    ORDINARY,
    BREAK,
    STOP
  }

  Interpreter(Node.Root root, MappingInput input, EmptyIs emptyIs) {
    this.root = root;
    this.evaluator = new Evaluator(variables, budget, emptyIs, this::text);
    variables.put("input", new InputVariable(input));
    variables.put("context", ReadOnly.copy(input.context()));
    variables.put("stageVariables", ReadOnly.copy(input.stageVariables()));
    variables.put("util", new UtilVariable());
  }

  /** Where in the template the rendering is, or was when it stopped. */
  Position at() {
    return at;
  }

  BoundedText render() {
    BoundedText output = new BoundedText(budget);
    render(root.body(), output);
    return output;
  }

  private String text(List<Node> body) {
    BoundedText text = new BoundedText(budget);
    inside(body, text);
    return text.toString();
  }

  private End inside(List<Node> body, BoundedText output) {
    if (depth == DEEPEST) {
      throw new RenderingStop(
          "Macros, #defines and quoted texts are inside each other " + DEEPEST + " times.");
    }
    depth++;
    End end = render(body, output);
    depth--;
    return end;
  }

  private End render(List<Node> nodes, BoundedText output) {
    for (Node node : nodes) {
      End end = render(node, output);
      if (end != End.ORDINARY) {
        return end;
      }
    }
    return End.ORDINARY;
  }

  private End render(Node node, BoundedText output) {
    budget.step();
    at = node.position();
    switch (node) {
      case Node.Literal literal -> {
        int start = output.length();
        output.append(literal.text()).madeBy(start, literal.position(), null);
      }
      case Node.Insert insert -> {
        int start = output.length();
        values.append(output, evaluator.reference(insert.reference()));
        output.madeBy(start, insert.position(), insert.reference().text());
      }
      case Node.Assign assign -> evaluator.assign(assign.target(), evaluator.value(assign.value()));
      case Node.Define define -> variables.put(define.variable(), define);
      case Node.If choice -> {
        return choose(choice, output);
      }
      case Node.Foreach loop -> {
        return loop(loop, output);
      }
      case Node.MacroCall call -> {
        return call(call, output);
      }
      case Node.Break leave -> {
        return End.BREAK;
      }
      case Node.Stop stop -> {
        return End.STOP;
      }
    }
    return End.ORDINARY;
  }

  private End choose(Node.If choice, BoundedText output) {
    for (Node.Case one : choice.cases()) {
      if (evaluator.holds(one.condition())) {
        return render(one.body(), output);
      }
    }
    return render(choice.otherwise(), output);
  }

  /** A loop goes over the items of a list or the values of a map, as they are when it begins. */
  private End loop(Node.Foreach loop, BoundedText output) {
    List<?> items = items(evaluator.value(loop.values()));
    Object outer = variables.get("foreach");
    Object before = variables.get(loop.variable());
    Loop state = new Loop(items.size(), outer);
    End end = End.ORDINARY;
    for (Object item : items) {
      variables.put("foreach", state);
      variables.put("velocityCount", state.property("count"));
      variables.put(loop.variable(), item);
      budget.step();
      end = render(loop.body(), output);
      if (end != End.ORDINARY) {
        break;
      }
      state.next();
    }
    variables.put("foreach", outer);
    variables.put(loop.variable(), before);
    return end == End.STOP ? End.STOP : End.ORDINARY;
  }

  private List<?> items(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> {
        budget.steps(list.size());
        yield new ArrayList<Object>(list);
      }
      case Map<?, ?> map -> {
        budget.steps(map.size());
        yield new ArrayList<Object>(map.values());
      }
      case null, default -> List.of();
    };
  }

  private End call(Node.MacroCall call, BoundedText output) {
    Node.Macro macro = root.macro(call.name());
    if (macro == null) {
      throw new RenderingStop("The macro " + call.name() + " is not defined.");
    }
    List<@Nullable Object> arguments = evaluator.all(call.arguments());
    Map<String, @Nullable Object> hidden = new HashMap<>();
    for (int i = 0; i < macro.parameters().size(); i++) {
      String parameter = macro.parameters().get(i);
      hidden.put(parameter, variables.get(parameter));
      variables.put(parameter, i < arguments.size() ? arguments.get(i) : null);
    }
    End end = inside(macro.body(), output);
    variables.putAll(hidden);
    return end == End.STOP ? End.STOP : End.ORDINARY;
  }
}
