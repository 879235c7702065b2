package dev.broadside.gate;

/** A way to write a report. Every one is the same in every locale. */
public sealed interface GateFormat
    permits AnnotationFormat, JsonFormat, JunitFormat, MarkdownFormat {
  /** The whole text. */
  String render(GateReport report);

  /** Schema {@code broadside/gate/1}. */
  static GateFormat json() {
    return new JsonFormat();
  }

  /** A page for the job's summary, and for people. */
  static GateFormat markdown() {
    return new MarkdownFormat();
  }

  /** A test case for each benchmark and counter; inconclusive is skipped. */
  static GateFormat junit() {
    return new JunitFormat();
  }

  /** GitHub's workflow commands, one a line. */
  static GateFormat annotations() {
    return new AnnotationFormat();
  }
}
