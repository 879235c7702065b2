package dev.broadside.report;

import java.util.List;

/** A run that went on for hours. */
final class LongRun {
  private LongRun() {}

  static RunReport of(int broadcasts) {
    RunReport sample = SampleRun.FAIL.report();
    return new RunReport(
        sample.summary(),
        sample.delivery(),
        sample.last(),
        List.of(),
        null,
        null,
        SampleLog.of(broadcasts, 5, 1_000, 40).read());
  }
}
