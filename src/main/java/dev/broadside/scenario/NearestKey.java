package dev.broadside.scenario;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * The key that somebody probably meant: the nearest by edits of one letter, two neighbours swapped
 * counting as one edit. At most a third of the letters may differ; a worse guess would mislead.
 */
final class NearestKey {
  private NearestKey() {}

  static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(key -> distance(written, key) <= tolerance(written, key))
        .min(Comparator.comparingInt(key -> distance(written, key)));
  }

  private static int tolerance(String written, String key) {
    return Math.max(1, Math.max(written.length(), key.length()) / 3);
  }

  /** Optimal string alignment distance, by three rolling rows of its matrix; case is ignored. */
  static int distance(String left, String right) {
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + change, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
