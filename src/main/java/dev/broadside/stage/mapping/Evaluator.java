package dev.broadside.stage.mapping;

import dev.broadside.stage.mapping.Expression.Access;
import dev.broadside.stage.mapping.Expression.Binary;
import dev.broadside.stage.mapping.Expression.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of expressions. */
final class Evaluator {
  private final Map<String, @Nullable Object> variables;
  private final Budget budget;
  private final Values values;
  private final EmptyIs emptyIs;
  private final Blocks blocks;

  /** Renders the block of a quoted text or of a {@code #define}. */
  interface Blocks {
    String text(List<Node> body);
  }

  Evaluator(
      Map<String, @Nullable Object> variables, Budget budget, EmptyIs emptyIs, Blocks blocks) {
    this.variables = variables;
    this.budget = budget;
    this.values = new Values(budget);
    this.emptyIs = emptyIs;
    this.blocks = blocks;
  }

  @Nullable Object value(Expression expression) {
    budget.step();
    return switch (expression) {
      case Expression.Constant(Object constant) -> constant;
      case Expression.Interpolated(List<Node> body) -> blocks.text(body);
      case Reference reference -> reference(reference);
      case Expression.ListOf(List<Expression> items) -> all(items);
      case Expression.MapOf(List<Expression.Member> members) -> map(members);
      case Expression.Range(Expression from, Expression to) -> range(value(from), value(to));
      case Binary binary -> binary(binary);
      case Expression.Not(Expression condition) -> !holds(condition);
    };
  }

  List<@Nullable Object> all(List<Expression> items) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Expression item : items) {
      list.add(value(item));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(List<Expression.Member> members) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Expression.Member member : members) {
      map.put(values.text(value(member.key())), value(member.value()));
    }
    return map;
  }

  private @Nullable Object range(@Nullable Object from, @Nullable Object to) {
    if (!(from instanceof Long first) || !(to instanceof Long last)) {
      return null;
    }
    // Twice: a difference of two longs can overflow a long.
    budget.steps((long) Math.abs((double) last - first));
    List<Object> range = new ArrayList<>();
    long step = first <= last ? 1 : -1;
    for (long number = first; number != last; number += step) {
      range.add(number);
    }
    range.add(last);
    return range;
  }

  /** Whether a condition holds. */
  boolean holds(Expression condition) {
    Object value = value(condition);
    if (value instanceof Boolean bool) {
      return bool;
    }
    return emptyIs == EmptyIs.TRUE
        || switch (value) {
          case null -> false;
          case String text -> !text.isEmpty();
          case Number number -> number.doubleValue() != 0;
          case List<?> list -> !list.isEmpty();
          case Map<?, ?> map -> !map.isEmpty();
          default -> true;
        };
  }

  private @Nullable Object binary(Binary binary) {
    return switch (binary.operator()) {
      case OR -> holds(binary.left()) || holds(binary.right());
      case AND -> holds(binary.left()) && holds(binary.right());
      default -> strict(binary.operator(), value(binary.left()), value(binary.right()));
    };
  }

  private @Nullable Object strict(
      Operator operator, @Nullable Object left, @Nullable Object right) {
    return switch (operator) {
      case EQUAL -> new Comparison(budget).equal(left, right);
      case UNEQUAL -> !new Comparison(budget).equal(left, right);
      case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(operator, left, right);
      case PLUS, MINUS, TIMES, DIVIDE, REMAINDER, OR, AND -> {
        if (left instanceof Number first && right instanceof Number second) {
          yield Numbers.calculate(operator, first, second);
        }
        yield operator == Operator.PLUS
            ? TextMethods.joined(values.text(left), values.text(right), budget)
            : null;
      }
    };
  }

  private static boolean ordered(Operator operator, @Nullable Object left, @Nullable Object right) {
    if (!(left instanceof Number first) || !(right instanceof Number second)) {
      return false;
    }
    int order = Numbers.compare(first, second);
    return switch (operator) {
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      default -> order >= 0;
    };
  }

  /** The value of a reference, or null where something on its way is missing. */
  @Nullable Object reference(Reference reference) {
    Object value = variables.get(reference.variable());
    if (value instanceof Node.Define(String name, List<Node> body, Position position)) {
      value = blocks.text(body);
    }
    for (Access access : reference.path()) {
      value = step(value, access);
    }
    return value;
  }

  private @Nullable Object step(@Nullable Object value, Access access) {
    budget.step();
    return switch (access) {
      case Expression.Property(String name) -> property(value, name);
      case Expression.Index(Expression index) -> at(value, value(index));
      case Expression.Call(String name, List<Expression> arguments) ->
          Methods.call(value, new Arguments(name, all(arguments), budget));
    };
  }

  private static @Nullable Object property(@Nullable Object value, String name) {
    return switch (value) {
      case Map<?, ?> map -> map.get(name);
      case Receiver receiver -> receiver.property(name);
      case Values.Entry entry ->
          switch (name) {
            case "key" -> entry.key();
            case "value" -> entry.value();
            default -> null;
          };
      case null, default -> null;
    };
  }

  private @Nullable Object at(@Nullable Object value, @Nullable Object index) {
    return switch (value) {
      case List<?> list ->
          index instanceof Long place && place >= 0 && place < list.size()
              ? list.get(place.intValue())
              : null;
      case Map<?, ?> map -> map.get(values.text(index));
      case null, default -> null;
    };
  }

  /** {@code #set}: what has nowhere to go is dropped, as Velocity does. */
  void assign(Reference target, @Nullable Object value) {
    if (target.path().isEmpty()) {
      variables.put(target.variable(), value);
      return;
    }
    int last = target.path().size() - 1;
    Object owner =
        reference(new Reference(target.variable(), target.path().subList(0, last), target.text()));
    Object name =
        switch (target.path().get(last)) {
          case Expression.Property(String property) -> property;
          case Expression.Index(Expression index) -> value(index);
          case Expression.Call call -> null;
        };
    Arguments arguments =
        new Arguments(owner instanceof List<?> ? "set" : "put", Arrays.asList(name, value), budget);
    Methods.call(owner, arguments);
  }
}
