package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PausesTest {
  private final Process process = new ProcessBuilder("sleep", "300").start();

  PausesTest() throws IOException {}

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  /** What the kernel says: T is stopped. */
  private char state() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    return stat.charAt(stat.indexOf(')') + 2);
  }

  private void awaitStopped(boolean stopped) throws IOException {
    while ((state() == 'T') != stopped) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aProcessGoesOnWhenTheLastOfItsPausesIsOver() throws Exception {
    Pauses pauses = new Pauses();
    Runnable first = pauses.begin(process.pid(), Duration.ofMinutes(1));
    Runnable second = pauses.begin(process.pid(), Duration.ofMinutes(1));
    awaitStopped(true);
    first.run();
    assertEquals('T', state());
    second.run();
    awaitStopped(false);
  }

  @Test
  void aShortPauseWithinALongOneDoesNotEndItWhoeverWatches() throws Exception {
    Pauses pauses = new Pauses();
    Runnable first = pauses.begin(process.pid(), Duration.ofMinutes(1));
    awaitStopped(true);
    Runnable second = pauses.begin(process.pid(), Duration.ofMillis(1));
    second.run();
    assertEquals('T', state());
    first.run();
    awaitStopped(false);
    first.run();
  }
}
