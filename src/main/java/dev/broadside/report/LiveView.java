package dev.broadside.report;

import java.util.List;

/**
 * All that a live page shows at one moment.
 *
 * @param command {@code run} or {@code capacity}
 * @param title the scenario's name
 * @param stamp where it is, or its verdict
 * @param sentence what is under way, or where the report is
 * @param reasons of the verdict
 * @param moments the latest of the run that is under way, the oldest first
 * @param zeroMillis when its measured window began; infinite when it has not
 * @param steps what is over of several runs or points
 * @param over whether nothing more will come
 */
public record LiveView(
    String command,
    String title,
    String question,
    String stamp,
    Tone tone,
    String sentence,
    List<String> reasons,
    List<LiveMoment> moments,
    double zeroMillis,
    List<Step> steps,
    boolean over) {

  /** How many moments are shown: four minutes. */
  public static final int MOST_MOMENTS = 241;

  /** How a page is coloured. */
  public enum Tone {
    SEVERAL,
    PASS,
    FAIL,
    INVALID
  }

  /** One of several runs, or of the points of a search, that is over. */
  public record Step(String name, String outcome) {}
}
