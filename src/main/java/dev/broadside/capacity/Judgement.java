package dev.broadside.capacity;

/** What the broadcasts of a point say of its load, at 95%. */
public sealed interface Judgement {
  /** The word for it in files and reports. */
  default String word() {
    return switch (this) {
      case Holds holds -> "holds";
      case Breaks breaks -> "breaks";
      case Undecided undecided -> "undecided";
    };
  }

  /** The SLO holds. */
  record Holds() implements Judgement {}

  /** The SLO is broken. */
  record Breaks(Cause cause) implements Judgement {}

  /** So many broadcasts cannot say. */
  record Undecided() implements Judgement {}
}
