package dev.broadside.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages of several sample runs. */
final class Samples {
  private Samples() {}

  static String comparison() {
    Map<String, RunReport> reports = new LinkedHashMap<>();
    reports.put("quickstart-1", SampleRun.PASS.report());
    reports.put("room-loss-1", SampleRun.FAIL.report());
    reports.put("<b>hostile</b>", SampleRun.HOSTILE.report());
    return ComparisonPage.render(reports);
  }

  /** Of a folder that it fills: whole runs, one of an older schema, half of one, another page. */
  static String index(Path reports) throws IOException, ReportException {
    for (SampleRun run : SampleRun.values()) {
      Path folder = Files.createDirectories(reports.resolve(run.name()));
      run.write(folder);
      Files.writeString(folder.resolve("report.html"), "");
    }
    Path older = Files.createDirectories(reports.resolve("older & wiser"));
    Files.writeString(older.resolve("summary.json"), "{\"schema\":\"broadside/run/0\",\"x\":1}");
    Path half = Files.createDirectories(reports.resolve("half.partial"));
    Files.writeString(half.resolve("summary.json"), "{\"schema\":\"broadside/run/1\",\"interr");
    Files.createDirectories(reports.resolve("just-begun.partial"));
    Path gate = Files.createDirectories(reports.resolve("gate 1"));
    Files.writeString(gate.resolve("report.html"), "<title>PASS: Is a &lt; b? · Broadside</title>");
    return IndexPage.render(reports);
  }
}
