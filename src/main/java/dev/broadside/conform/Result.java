package dev.broadside.conform;

/** A check and what it found. */
public record Result(
    String id, String sentence, Grade grade, String source, Finding finding, long millis) {
  static Result of(Check check, Finding finding, long millis) {
    return new Result(
        check.id(),
        check.sentence(),
        check.evidence().grade(),
        check.evidence().source(),
        finding,
        millis);
  }
}
