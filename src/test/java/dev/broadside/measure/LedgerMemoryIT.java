package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 18,000 connections and 100,000 broadcasts fit into a heap of 512 MiB, whatever is lost; {@code
 * -Dbroadside.connections} and {@code -Dbroadside.broadcasts} for a smaller trial.
 */
@Tag("proof")
final class LedgerMemoryIT {

  private static final int CONNECTIONS = Integer.getInteger("broadside.connections", 18_000);
  private static final int BROADCASTS = Integer.getInteger("broadside.broadcasts", 100_000);

  @ParameterizedTest
  @ValueSource(ints = {1, 18})
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void theBooksOfALargeRunFitIntoHalfAGibibyte(int rooms) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    classPath(),
                    LedgerAtSize.class.getName(),
                    Integer.toString(CONNECTIONS),
                    Integer.toString(BROADCASTS),
                    Integer.toString(rooms)))
            .redirectErrorStream(true)
            .start();
    try {
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, process.waitFor(), said);
      List<String> lines = said.lines().toList();
      assertEquals("lost " + (long) CONNECTIONS * BROADCASTS / rooms, lines.getFirst());
      long alive = Long.parseLong(lines.getLast().replace("alive ", ""));
      System.out.printf(
          "%,d connections, %,d broadcasts, %d rooms: at most %d MiB alive%n",
          CONNECTIONS, BROADCASTS, rooms, alive >> 20);
      assertTrue(alive <= 512L << 20, said);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    Path target = Path.of("target").toAbsolutePath();
    return String.join(
        File.pathSeparator,
        target.resolve("test-classes").toString(),
        target.resolve("classes").toString(),
        target.resolve("lib") + File.separator + "*");
  }
}
