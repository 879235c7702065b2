package dev.broadside.report;

/** Times as people read them. */
final class Instants {
  private Instants() {}

  /** {@code 2026-11-21 07:15 UTC}; what is no time in UTC stays as it is. */
  static String shown(String iso) {
    return iso.replaceFirst("T(\\d\\d:\\d\\d)\\S*Z$", " $1 UTC");
  }
}
