package dev.broadside.stage.mapping;

import dev.broadside.stage.mapping.Expression.Access;
import dev.broadside.stage.mapping.Expression.Binary;
import dev.broadside.stage.mapping.Expression.Constant;
import dev.broadside.stage.mapping.Expression.Member;
import dev.broadside.stage.mapping.Expression.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads references and expressions. */
final class ExpressionParser {
  private static final Set<String> REFLECTION = Set.of("class", "getClass");

  private final Source source;
  private final Parsing parsing;

  ExpressionParser(Source source, Parsing parsing) {
    this.source = source;
    this.parsing = parsing;
  }

  /** Whether a reference begins here: {@code $a}, {@code $!a}, <code>${a}</code>. */
  boolean atReference() {
    int name = source.peek(1) == '!' ? 2 : 1;
    return source.peek() == '$'
        && Source.startsName(source.peek(source.peek(name) == '{' ? name + 1 : name));
  }

  /** Reads a reference, where one begins. */
  Reference reference() throws MappingException {
    int start = source.offset();
    source.next();
    source.take("!");
    boolean braces = source.take("{");
    String variable = source.name();
    List<Access> path = path();
    if (braces) {
      source.expect(
          "}", "The reference " + source.text(start, source.offset()) + " is not closed with }.");
    }
    return new Reference(variable, path, source.text(start, source.offset()));
  }

  private List<Access> path() throws MappingException {
    List<Access> path = new ArrayList<>();
    while (true) {
      int start = source.offset();
      if (source.peek() == '.' && Source.startsName(source.peek(1))) {
        source.next();
        path.add(named(start));
      } else if (source.take("[")) {
        path.add(new Expression.Index(within("]")));
      } else {
        return List.copyOf(path);
      }
    }
  }

  private Access named(int start) throws MappingException {
    String name = source.name();
    if (REFLECTION.contains(name)) {
      throw source.error(
          start,
          "A template cannot reflect: ."
              + name
              + " is not supported. A member of that name is read with .get('"
              + name
              + "').");
    }
    if (!source.take("(")) {
      return new Expression.Property(name);
    }
    if (!Methods.NAMES.contains(name)) {
      throw source.error(
          start,
          "The method "
              + name
              + " is not supported here. Supported: "
              + String.join(", ", Methods.NAMES)
              + ".");
    }
    return new Expression.Call(name, list(")"));
  }

  /** Reads one expression and what closes it. */
  Expression within(String close) throws MappingException {
    Expression expression = expression();
    close(close);
    return expression;
  }

  private void close(String close) throws MappingException {
    source.skipSpace();
    source.expect(close, "Here should be " + close + ", not " + here() + ".");
  }

  private String here() {
    return source.atEnd() ? "the end" : "'" + source.peek() + "'";
  }

  /** Reads expressions between commas and what closes them. */
  private List<Expression> list(String close) throws MappingException {
    List<Expression> items = new ArrayList<>();
    source.skipSpace();
    if (!source.take(close)) {
      do {
        items.add(expression());
        source.skipSpace();
      } while (source.take(","));
      close(close);
    }
    return List.copyOf(items);
  }

  Expression expression() throws MappingException {
    return binary(0);
  }

  private Expression binary(int strength) throws MappingException {
    if (strength == Operator.BY_STRENGTH.size()) {
      return unary();
    }
    Expression left = binary(strength + 1);
    for (Operator operator = operator(strength); operator != null; operator = operator(strength)) {
      left = new Binary(operator, left, binary(strength + 1));
    }
    return left;
  }

  private @Nullable Operator operator(int strength) {
    source.skipSpace();
    for (Operator operator : Operator.BY_STRENGTH.get(strength)) {
      if (source.take(operator.sign) || word(operator.word)) {
        return operator;
      }
    }
    return null;
  }

  private boolean word(String word) {
    int start = source.offset();
    if (!word.isEmpty() && source.name().equals(word)) {
      return true;
    }
    source.back(start);
    return false;
  }

  private Expression unary() throws MappingException {
    parsing.enter(source);
    source.skipSpace();
    Expression expression;
    if (source.take("!") || word("not")) {
      expression = new Expression.Not(unary());
    } else if (source.peek() == '-' && !Source.digit(source.peek(1))) {
      source.next();
      expression = new Binary(Operator.MINUS, new Constant(0L), unary());
    } else {
      expression = primary();
    }
    parsing.leave();
    return expression;
  }

  private Expression primary() throws MappingException {
    int start = source.offset();
    if (atReference()) {
      return reference();
    }
    char first = source.peek();
    if (Source.digit(first) || first == '-') {
      return new Constant(number());
    }
    return switch (first) {
      case '\'' -> new Constant(quoted('\''));
      case '"' -> interpolated();
      case '(' -> {
        source.next();
        yield within(")");
      }
      case '[' -> bracket();
      case '{' -> {
        source.next();
        yield map();
      }
      default -> {
        if (word("true")) {
          yield new Constant(true);
        }
        if (word("false")) {
          yield new Constant(false);
        }
        throw source.error(
            start,
            "Here should be a value (a reference, text, number, list or map), not " + here() + ".");
      }
    };
  }

  private Object number() throws MappingException {
    int start = source.offset();
    source.take("-");
    digits();
    if (source.peek() == '.' && Source.digit(source.peek(1))) {
      source.next();
      digits();
      return Numbers.of(new BigDecimal(source.text(start, source.offset())));
    }
    String text = source.text(start, source.offset());
    if (text.length() > 18) {
      throw source.error(start, "The number " + text + " has more than 17 digits.");
    }
    return Long.valueOf(text);
  }

  private void digits() {
    while (Source.digit(source.peek())) {
      source.next();
    }
  }

  /** A text in quotes; the quote itself is written twice. */
  private String quoted(char quote) throws MappingException {
    int start = source.offset();
    source.next();
    StringBuilder text = new StringBuilder();
    while (!source.atEnd()) {
      char c = source.next();
      if (c != quote) {
        text.append(c);
      } else if (source.peek() == quote) {
        text.append(source.next());
      } else {
        return text.toString();
      }
    }
    throw source.error(start, "The text that begins here is not closed with " + quote + ".");
  }

  private Expression interpolated() throws MappingException {
    int start = source.offset();
    String text = quoted('"');
    if (text.indexOf('$') < 0 && text.indexOf('#') < 0) {
      return new Constant(text);
    }
    return new Expression.Interpolated(
        new TemplateParser(source.inside(text, start), parsing).wholeText());
  }

  private Expression bracket() throws MappingException {
    source.next();
    source.skipSpace();
    if (source.take("]")) {
      return new Expression.ListOf(List.of());
    }
    Expression first = expression();
    source.skipSpace();
    if (source.take("..")) {
      return new Expression.Range(first, within("]"));
    }
    List<Expression> items = new ArrayList<>(List.of(first));
    if (source.take(",")) {
      items.addAll(list("]"));
    } else {
      close("]");
    }
    return new Expression.ListOf(List.copyOf(items));
  }

  private Expression map() throws MappingException {
    List<Member> members = new ArrayList<>();
    source.skipSpace();
    if (!source.take("}")) {
      do {
        members.add(new Member(within(":"), expression()));
        source.skipSpace();
      } while (source.take(","));
      close("}");
    }
    return new Expression.MapOf(List.copyOf(members));
  }
}
