package dev.broadside.gate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * By how much a counter may grow: a share of the base, or so many, whichever is more.
 *
 * @param share 0.01 is 1%
 */
record Epsilon(double share, double amount) {
  private static final Epsilon HALF = new Epsilon(0, 0.5);

  /**
   * Half of one per broadcast: one more is seen, and a broadcast at the edge of the window is not.
   * Allocation also counts what the harness and the collector's own threads allocate, a few bytes
   * an operation; the smallest object has 16. Bytes on the wire are equal but for what a client
   * writes in more or fewer digits, as a port or a length.
   */
  static final Map<String, Epsilon> STANDARD = standard();

  private static Map<String, Epsilon> standard() {
    Map<String, Epsilon> standard = new LinkedHashMap<>();
    standard.put("gc.alloc.rate.norm", new Epsilon(0.01, 8));
    for (String counter : new String[] {"posts", "attempts", "requests", "pages", "readUnits"}) {
      standard.put(counter + " per broadcast", HALF);
    }
    standard.put("bytes per broadcast", new Epsilon(0.01, 0));
    standard.put("lost per broadcast", new Epsilon(0, 0));
    return standard;
  }

  double allowed(double base) {
    return Math.max(share * base, amount);
  }

  @Override
  public String toString() {
    if (share == 0 && amount == 0) {
      return "exact";
    }
    String percent = number(100 * share) + "%";
    return share == 0 ? number(amount) : amount == 0 ? percent : percent + " or " + number(amount);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
