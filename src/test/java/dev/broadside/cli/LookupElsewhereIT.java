package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.jmh.OwnTables;
import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench lookup --dynamodb}, ended half-way, on a DynamoDB Local that outlives it. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(600)
@EnabledOnOs(OS.LINUX)
class LookupElsewhereIT {
  @TempDir private Path home = Path.of("");

  @SuppressWarnings("NullAway.Init") // JUnit calls start first.
  private Sidecar sidecar;

  @BeforeEach
  void start() throws Exception {
    sidecar = DynamoDbLocal.start(Installation.current(), home.resolve("dynamodb.log"));
  }

  @AfterEach
  void end() {
    sidecar.close();
  }

  private List<String> tables() throws Exception {
    return OwnTables.left(DynamoDbAt.parse(sidecar.endpoint().toString()));
  }

  private Broadside bench(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("bench", "lookup", "--quick", "--dynamodb"));
    arguments.add(sidecar.endpoint().toString());
    arguments.addAll(List.of(more));
    return Broadside.start(home, arguments.toArray(String[]::new));
  }

  /** Its first row's table is there then. */
  private static void awaitTables(Broadside bench) throws Exception {
    bench.awaitLines(1, line -> line.startsWith("row 2 of 12"));
  }

  /** The launcher alone, so that no fork ends before it knows why. */
  private static void interrupt(Broadside bench) throws Exception {
    Broadside.signal("INT", List.of(bench.self()));
  }

  @Test
  void anInterruptedBenchmarkRemovesItsTables() throws Exception {
    try (Broadside bench = bench()) {
      awaitTables(bench);
      assertFalse(tables().isEmpty());
      interrupt(bench);
      assertEquals(130, bench.awaitExit());
      assertEquals(List.of(), tables());
      assertTrue(
          bench.errorLines().stream()
              .anyMatch(line -> line.startsWith("Interrupted: 1 of 12 rows")),
          bench.errorLines().toString());
    }
  }

  @Test
  void soDoesOneWhoseTerminalIsClosed() throws Exception {
    try (Broadside bench = bench()) {
      awaitTables(bench);
      Broadside.signal("HUP", List.of(bench.self()));
      assertEquals(129, bench.awaitExit());
      assertEquals(List.of(), tables());
    }
  }

  @Test
  void aKilledBenchmarksTablesAreListedAndRemovedWhenAsked() throws Exception {
    try (Broadside bench = bench()) {
      awaitTables(bench);
      Broadside.signal("KILL", bench.processes());
      bench.awaitExit();
    }
    List<String> left = tables();
    assertEquals(1, left.size(), left.toString());
    try (Broadside next = bench()) {
      next.awaitLines(1, line -> line.startsWith("Left over") && line.contains(left.getFirst()));
      next.awaitLines(1, line -> line.startsWith("Going on in "));
      // It goes on where the killed one was, so its own table is made before row 2.
      awaitTables(next);
      interrupt(next);
      assertEquals(130, next.awaitExit());
      assertEquals(left, tables());
    }
    try (Broadside removing = bench("--remove-left")) {
      assertEquals(0, removing.awaitExit());
      assertEquals(List.of(), tables());
    }
  }
}
