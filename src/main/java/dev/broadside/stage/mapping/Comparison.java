package dev.broadside.stage.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Equality as AWS has it: what is missing equals both null and the empty text; numbers compare by
 * value, and everything else by its text.
 */
final class Comparison {
  private final Values values;

  Comparison(Budget budget) {
    this.values = new Values(budget);
  }

  boolean equal(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number first && right instanceof Number second)
        ? Numbers.compare(first, second) == 0
        : values.text(left).equals(values.text(right));
  }
}
