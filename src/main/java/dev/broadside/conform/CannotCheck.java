package dev.broadside.conform;

/** A check that this stage, or what is known about it, leaves no way to make. */
final class CannotCheck extends Exception {
  private static final long serialVersionUID = 1;

  CannotCheck(String why) {
    super(why);
  }
}
