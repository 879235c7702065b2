package dev.broadside.stage.mapping;

import java.util.List;

/** Something in the parentheses of a directive or a method that has a value. */
sealed interface Expression {

  /** A number, a boolean, or a text without references. */
  record Constant(Object value) implements Expression {}

  /** A text in double quotes that is a small template. */
  record Interpolated(List<Node> body) implements Expression {}

  /**
   * A variable and what is read of it.
   *
   * @param text as it stands in the template, for messages
   */
  record Reference(String variable, List<Access> path, String text) implements Expression {}

  /** A list in brackets. */
  record ListOf(List<Expression> items) implements Expression {}

  /** A map in braces. */
  record MapOf(List<Member> members) implements Expression {}

  /** A member of a map. */
  record Member(Expression key, Expression value) {}

  /** All whole numbers from one to another, up or down. */
  record Range(Expression from, Expression to) implements Expression {}

  /** An operation on two values. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /** The opposite of a condition. */
  record Not(Expression condition) implements Expression {}

  /** One step from a value to what belongs to it. */
  sealed interface Access {}

  /** {@code .name}. */
  record Property(String name) implements Access {}

  /** {@code .name(arguments)}. */
  record Call(String name, List<Expression> arguments) implements Access {}

  /** {@code [index]}. */
  record Index(Expression index) implements Access {}
}
