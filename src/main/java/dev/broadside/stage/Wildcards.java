package dev.broadside.stage;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. */
final class Wildcards {
  private Wildcards() {}

  /**
   * Whether the whole {@code text} matches. Only the last {@code *} is ever tried again, since an
   * earlier one could take nothing that a later one cannot: so the time is at most the product of
   * both lengths, whatever the pattern.
   */
  static boolean match(String pattern, String text) {
    int p = 0;
    int star = -1;
    int retry = 0;
    for (int t = 0; t < text.length(); ) {
      char expected = p < pattern.length() ? pattern.charAt(p) : '\0';
      if (p < pattern.length() && expected == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length() && (expected == '?' || expected == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
