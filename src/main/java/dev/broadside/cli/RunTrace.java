package dev.broadside.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.RowFilter;
import dev.broadside.scenario.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Where and when a run was, from the {@code summary.json} that it left. That of a run that was
 * killed is some seconds older than its end.
 */
record RunTrace(String target, RowFilter.Window during) {
  /* For clocks that differ, and what was under way when the last summary was written. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  static RunTrace read(Path folder) throws CloudException {
    Path file = folder.resolve("summary.json");
    try {
      JsonNode run = new ObjectMapper().readTree(file.toFile()).path("run");
      String target = run.path("target").asText();
      if (!target.startsWith("ws")) {
        throw new CloudException(
            "the run of %s was on the local stage, whose tables ended with it".formatted(folder));
      }
      Instant from = Instant.parse(run.path("startedAt").asText());
      Instant to = Instant.parse(run.path("finishedAt").asText());
      return new RunTrace(
          Secrets.expand(target, System::getenv),
          new RowFilter.Window(from.minus(MARGIN), to.plus(MARGIN)));
    } catch (IOException | DateTimeException unreadable) {
      throw new CloudException(
          "%s does not tell when the run was: name the folder of a run that opened connections"
              .formatted(file),
          unreadable);
    }
  }

  /** Whether two targets differ in nothing but their queries. */
  static boolean isSameStage(String one, String other) {
    return withoutQuery(one).equals(withoutQuery(other));
  }

  private static String withoutQuery(String target) {
    return target.replaceFirst("[?#].*", "").replaceFirst("/$", "");
  }
}
