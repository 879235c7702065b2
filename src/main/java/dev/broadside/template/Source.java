package dev.broadside.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file that a template was read from: it makes every refusal, so that each names its line. */
record Source(String name) {

  TemplateException refusal(int line, String sentence) {
    return new TemplateException(name + ":" + line + ": " + sentence);
  }

  /** Refuses what the reader does not understand, with the nearest of what it does, and all. */
  TemplateException unknown(int line, String what, String name, Collection<String> supported) {
    return refusal(
        line, what + " '" + name + "' is not supported" + instead("Supported", name, supported));
  }

  /** Refuses a name that the template does not define, with the nearest that it does, and all. */
  TemplateException missing(int line, String what, String name, Collection<String> defined) {
    return refusal(
        line, what + " '" + name + "' is not defined" + instead("Defined", name, defined));
  }

  private static String instead(String which, String name, Collection<String> known) {
    String hint = nearest(name, known).map(near -> ", did you mean " + near + "?").orElse(".");
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    return hint + (known.isEmpty() ? "" : " " + which + ": " + all + ".");
  }

  /**
   * The known name that a typo may have meant: at most a third of its letters differ, and three.
   */
  private static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.clamp(candidate.length() / 3, 1, 3))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** Levenshtein's distance, one row at a time. Case counts for nothing. */
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > to.length()) {
      return from.length();
    }
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  private static boolean same(char left, char right) {
    return Character.toLowerCase(left) == Character.toLowerCase(right);
  }
}
