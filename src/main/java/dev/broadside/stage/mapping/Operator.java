package dev.broadside.stage.mapping;

import java.util.List;

/** An operation on two values, with how it is written. */
enum Operator {
  OR("||", "or"),
  AND("&&", "and"),
  EQUAL("==", "eq"),
  UNEQUAL("!=", "ne"),
  AT_MOST("<=", "le"),
  AT_LEAST(">=", "ge"),
  LESS("<", "lt"),
  GREATER(">", "gt"),
  PLUS("+", ""),
  MINUS("-", ""),
  TIMES("*", ""),
  DIVIDE("/", ""),
  REMAINDER("%", "");

  /** From what binds least to what binds most. */
  static final List<List<Operator>> BY_STRENGTH =
      List.of(
          List.of(OR),
          List.of(AND),
          List.of(EQUAL, UNEQUAL),
          List.of(AT_MOST, AT_LEAST, LESS, GREATER),
          List.of(PLUS, MINUS),
          List.of(TIMES, DIVIDE, REMAINDER));

  final String sign;

  /** The word that means the same, or nothing. */
  final String word;

  Operator(String sign, String word) {
    this.sign = sign;
    this.word = word;
  }
}
