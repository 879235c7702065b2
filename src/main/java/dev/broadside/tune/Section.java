package dev.broadside.tune;

import dev.broadside.report.Markup;
import java.util.Map;

/**
 * One thing to see.
 *
 * @param id that links go to
 * @param caption what it shows, and on which parameters it rests
 * @param drawing nothing, where the table is all
 * @param facts what has a name instead of a place in the table; most have none
 */
record Section(
    String id,
    String title,
    Origin origin,
    String caption,
    Markup drawing,
    Table table,
    Map<String, String> facts) {

  Section(String id, String title, Origin origin, String caption, Markup drawing, Table table) {
    this(id, title, origin, caption, drawing, table, Map.of());
  }

  /** Where its numbers come from. */
  enum Origin {
    MEASURED("measured on this machine"),
    COMPUTED("computed by AWS's rules"),
    COMPUTED_AND_MEASURED("computed by AWS's rules, points measured"),
    MODELLED("modelled"),
    MODELLED_AND_MEASURED("modelled, points measured"),
    READ("read from your table"),
    MISSING("not measured");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
