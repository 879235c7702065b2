package dev.broadside.conform;

/** A way to write down a report. */
@FunctionalInterface
public interface ReportFormat {
  /** The whole report, ending with a line end. */
  String render(ConformReport report);
}
