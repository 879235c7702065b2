package dev.broadside.report;

/** One way to write a run down. The same run always gives the same characters, in any locale. */
@FunctionalInterface
public interface ReportFormat {

  /** The whole file. */
  String render(RunReport report);
}
