package dev.broadside.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class StandstillTest {
  /** Says when it listens, and when it is let go on. */
  private static final String SCRIPT =
      "trap 'echo on' CONT; echo ready; while :; do sleep 0.1; done";

  private final Process process = new ProcessBuilder(List.of("sh", "-c", SCRIPT)).start();

  StandstillTest() throws IOException {}

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  /** Waits until the kernel says so: T is stopped, S sleeps. */
  private void awaitState(char state) throws IOException {
    Path file = Path.of("/proc/" + process.pid() + "/stat");
    while (Files.readString(file).charAt(Files.readString(file).indexOf(')') + 2) != state) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aProcessStandsStillUntilItIsLetGoOn() throws Exception {
    try (Standstill standstill = Standstill.begin(process.pid(), Duration.ofMinutes(1))) {
      awaitState('T');
      assertTrue(process.isAlive());
      standstill.close();
    }
    awaitState('S');
  }

  @Test
  void itsTimeIsOverAlsoWhenNobodyLetsItGoOn() throws Exception {
    BufferedReader said = process.inputReader();
    assertEquals("ready", said.readLine());
    Standstill forgotten = Standstill.begin(process.pid(), Duration.ofMillis(1));
    assertEquals("on", said.readLine());
    forgotten.close();
  }
}
