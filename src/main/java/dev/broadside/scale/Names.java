package dev.broadside.scale;

import java.util.Locale;

/** What the items and attributes of the table are called; the package's chapter lists them. */
final class Names {
  static final String SCHEMA = "broadside/rendezvous/1";

  static final String PK = "pk";
  static final String SK = "sk";
  static final String EXPIRES = "expires";

  static final String PLAN = "plan";
  static final String ABORT = "abort";
  static final String BARRIER = "barrier";

  private Names() {}

  static String slot(int slot) {
    return numbered("slot", slot);
  }

  static String beat(int slot) {
    return numbered("hb", slot);
  }

  static String done(int slot) {
    return numbered("done", slot);
  }

  /** Sorts after the heartbeats, so that no roster takes it for one. */
  static String time(int slot) {
    return numbered("time", slot);
  }

  static String part(int slot, String owner, int part) {
    return numbered("part", slot) + "#" + owner + "#" + digits(part);
  }

  private static String numbered(String what, int slot) {
    return what + "#" + digits(slot);
  }

  /** So many that they sort as the numbers do, and the same in every locale. */
  private static String digits(int number) {
    return String.format(Locale.ROOT, "%04d", number);
  }

  /** The slot of an item whose name begins so. */
  static int number(String sort) {
    int at = sort.indexOf('#') + 1;
    return Integer.parseInt(sort.substring(at, at + 4));
  }
}
