package dev.broadside.cli;

/** The exit codes of decision 12. */
final class ExitCode {
  static final int PASS = 0;
  static final int NOTHING_MEASURED = 1;
  static final int FAIL = 2;
  static final int INVALID = 3;
  static final int USAGE = 64;

  /** What a shell adds to the number of the signal that ended a process. */
  static final int SIGNAL = 128;

  private ExitCode() {}
}
