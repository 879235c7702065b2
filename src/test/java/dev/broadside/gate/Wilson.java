package dev.broadside.gate;

import java.util.Locale;

/** A share of events with its 95% interval by Wilson, which holds for none and few too. */
record Wilson(int events, int of) {
  private static final double Z = 1.959963984540054;

  double upper() {
    return middle() + reach();
  }

  double lower() {
    return Math.max(0, middle() - reach());
  }

  private double middle() {
    return ((double) events / of + Z * Z / (2.0 * of)) / (1 + Z * Z / of);
  }

  private double reach() {
    double share = (double) events / of;
    return Z / (1 + Z * Z / of) * Math.sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %,d: %.2f%% (%.2f to %.2f)",
        events,
        of,
        100.0 * events / of,
        100 * lower(),
        100 * upper());
  }
}
