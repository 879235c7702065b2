package dev.broadside.capacity;

import java.util.List;

/** The validity checks of a run that an injector fails when it has too much to do. */
final class InjectorChecks {
  /** Those whose limit is a tenth of the SLO. */
  private static final List<String> OF_THE_SLO =
      List.of("publish delay", "event loop lag", "injector paused");

  private static final String BUSY = "injector busier";

  private InjectorChecks() {}

  static boolean isOfTheSlo(String check) {
    return OF_THE_SLO.stream().anyMatch(check::startsWith);
  }

  /** Whether a point was refused for its injector, by the sentence that says why. */
  static boolean areBehind(String refusal) {
    return isOfTheSlo(refusal) || refusal.startsWith(BUSY);
  }
}
