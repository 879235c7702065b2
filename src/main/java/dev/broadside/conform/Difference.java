package dev.broadside.conform;

import org.jspecify.annotations.Nullable;

/** A stage that does something else than it must. */
final class Difference extends Exception {
  private static final long serialVersionUID = 1;

  private final String expected;
  private final String seen;

  Difference(String expected, String seen) {
    super("expected " + expected + ", seen " + seen);
    this.expected = expected;
    this.seen = seen;
  }

  Finding.Differs finding() {
    return new Finding.Differs(expected, seen);
  }

  /** Throws unless {@code seen} is {@code expected}; {@code what} says of what. */
  static void unlessSame(String what, Object expected, @Nullable Object seen) throws Difference {
    if (!expected.equals(seen)) {
      throw new Difference(what + " " + expected, what + " " + seen);
    }
  }

  /** Throws unless {@code holds}. */
  static void unless(boolean holds, String expected, @Nullable Object seen) throws Difference {
    if (!holds) {
      throw new Difference(expected, String.valueOf(seen));
    }
  }
}
