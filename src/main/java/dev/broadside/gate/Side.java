package dev.broadside.gate;

import java.util.Locale;

/** What a fork runs: the code before the change, or after it. */
enum Side {
  BASE,
  HEAD;

  Side other() {
    return this == BASE ? HEAD : BASE;
  }

  /** As sentences name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
