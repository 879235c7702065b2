package dev.broadside.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.measure.RunSummary;
import java.nio.file.Path;

/** Reads {@code summary.json}. */
final class SummaryReader {
  private SummaryReader() {}

  static RunSummary read(Path file) throws ReportException {
    return RecordReader.read(
        file, RunSummary.SCHEMA, RunSummary.class, SummaryReader::addWhatIsNewer);
  }

  /** Folders of before reasons were written have none, and there nothing else is amiss. */
  private static void addWhatIsNewer(JsonNode tree) {
    if (tree.path("connections") instanceof ObjectNode connections && !connections.has("reasons")) {
      connections.putObject("reasons");
    }
  }
}
