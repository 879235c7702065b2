package dev.broadside.load;

import dev.broadside.measure.RunSummary;

/** How a run ended. */
sealed interface Outcome {

  /**
   * Something was measured.
   *
   * @param whole false when the run was cut short
   */
  record Measured(RunSummary summary, boolean whole) implements Outcome {

    /** The same of a run that was stopped after all was measured and before all was written. */
    Measured cutShort(String why) {
      return new Measured(summary.cutShort(why), false);
    }
  }

  /** Nothing was; the sentence says why and what to do. */
  record Nothing(String sentence) implements Outcome {}

  /** We failed; the folder stays, for its logs. */
  record Broken(String sentence) implements Outcome {}
}
