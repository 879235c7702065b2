package dev.broadside.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.broadside.measure.SharedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a local stage when each broadcast passed it. Its times are only worth something beside ours
 * where both processes have one clock, which its answer must show; else there is no file.
 */
record StageStamps(Stage stage) {
  /** Who is asked. */
  interface Stage {
    /** Sends a command and waits for its answer; {@code null} when none comes. */
    @Nullable JsonNode ask(String command);
  }

  /** The file's name in a run folder. */
  static final String FILE = "stage.csv";

  private static final Duration WITHIN = Duration.ofSeconds(10);

  static StageStamps of(StageProcess stage) {
    return new StageStamps(command -> stage.stamps(command, WITHIN));
  }

  /** Stamps begin with the next broadcast. */
  void begin(String run) {
    JsonNode answer = stage.ask("stamp " + run);
    if (answer == null) {
      System.getLogger(StageStamps.class.getName())
          .log(System.Logger.Level.DEBUG, "the stage stamps nothing");
    }
  }

  /** Has the stage write them down, where that is worth something. */
  void write(Path folder, long startNanos) throws IOException {
    Path file = folder.resolve(FILE).toAbsolutePath();
    long before = System.nanoTime();
    JsonNode answer = stage.ask("stamps " + startNanos + " " + file);
    long after = System.nanoTime();
    if (answer == null
        || answer.path("broadcasts").asInt() == 0
        || !SharedClock.UNKNOWN.heard(before, answer.path("nanos").asLong(), after).isOne()) {
      Files.deleteIfExists(file);
    }
  }
}
