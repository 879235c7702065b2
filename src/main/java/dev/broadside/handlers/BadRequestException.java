package dev.broadside.handlers;

/** A request that cannot be served as it is. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  BadRequestException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** What is wrong, for whoever sent it. */
  String sentence() {
    return sentence;
  }
}
