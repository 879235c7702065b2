package dev.broadside.report;

import java.util.List;
import java.util.Map;

/**
 * What a run wrote down while it went: each part is empty where its file is missing, as in folders
 * of older versions, or where nobody could tell.
 *
 * @param moments the counts, about once a second
 * @param marks what was done to the run
 * @param broadcasts the measured ones whose audience was not empty, by their numbers
 * @param passages when they passed the stage, by their numbers
 */
record RunLog(
    List<Moment> moments, List<Mark> marks, List<Sent> broadcasts, Map<Integer, Passage> passages) {
  static final RunLog EMPTY = new RunLog(List.of(), List.of(), List.of(), Map.of());

  /** Counts since the run began, at a time from its beginning; {@code open} is of that moment. */
  record Moment(
      double atMillis, String phase, long open, long rejoined, long published, long delivered) {}

  /** Something that was done. */
  record Mark(double atMillis, String what) {}

  /** Times in milliseconds from the beginning of the run; NaN is unknown. */
  record Passage(
      double receivedMillis, double invokedMillis, double firstPostMillis, double lastPostMillis) {}
}
