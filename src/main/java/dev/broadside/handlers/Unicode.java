package dev.broadside.handlers;

/** What of a Java text is no Unicode. */
final class Unicode {
  private Unicode() {}

  /**
   * Whether a surrogate stands alone in it. JSON can say so ({@code "\ud800"}), but UTF-8 has no
   * bytes for it, and an encoder would put a question mark there and tell nobody.
   */
  static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
