package dev.broadside.stage.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a template that renders something, or steers what is rendered. */
sealed interface Node {
  Position position();

  /** Text as it stands. */
  record Literal(String text, Position position) implements Node {}

  /** A reference in the text, such as {@code $input.path('$.name')}. */
  record Insert(Expression.Reference reference, Position position) implements Node {}

  /** {@code #set}. */
  record Assign(Expression.Reference target, Expression value, Position position) implements Node {}

  /** {@code #if} with its {@code #elseif}s, as cases in order, and its {@code #else}. */
  record If(List<Case> cases, List<Node> otherwise, Position position) implements Node {}

  /** A condition and what it guards. */
  record Case(Expression condition, List<Node> body) {}

  /** {@code #foreach}. */
  record Foreach(String variable, Expression values, List<Node> body, Position position)
      implements Node {}

  /** {@code #break}: leaves the innermost loop. */
  record Break(Position position) implements Node {}

  /** {@code #stop}: renders nothing more. */
  record Stop(Position position) implements Node {}

  /** {@code #define}: a block that is rendered wherever its variable is referred to. */
  record Define(String variable, List<Node> body, Position position) implements Node {}

  /** A call of a {@code #macro} of this template. */
  record MacroCall(String name, List<Expression> arguments, Position position) implements Node {}

  /** A {@code #macro}. */
  record Macro(List<String> parameters, List<Node> body) {}

  /** A whole template. */
  record Root(List<Node> body, Map<String, Macro> macros) {
    @Nullable Macro macro(String name) {
      return macros.get(name);
    }
  }
}
