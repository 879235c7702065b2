package dev.broadside.tune;

import java.util.List;

/** The numbers behind a drawing; the first column names the row. */
record Table(List<String> columns, List<List<String>> rows) {
  boolean isEmpty() {
    return rows.isEmpty();
  }
}
