package dev.broadside.report;

/** A run folder that cannot be reported. The message is one sentence and says what to do. */
public final class ReportException extends Exception {
  private static final long serialVersionUID = 1;

  /** One sentence. */
  public ReportException(String message) {
    super(message);
  }

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
