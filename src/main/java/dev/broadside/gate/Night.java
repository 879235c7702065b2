package dev.broadside.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.SortedMap;

/**
 * One line of a history: what one gate measured on its head. Field names are the file's.
 *
 * @param at when it was written, ISO 8601
 * @param head the commit or files, as the gate was told
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Night(String schema, String at, String head, List<Value> values) {
  static final String SCHEMA = "broadside/history/1";

  /**
   * The median fork of one benchmark.
   *
   * @param regime what its level depends on beside the code: machine, kernel, CPU model, JDK, and
   *     how it was measured
   */
  record Value(
      String benchmark, String mode, String unit, double value, SortedMap<String, String> regime) {}
}
