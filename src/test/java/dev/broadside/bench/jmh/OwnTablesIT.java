package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cloud.DynamoDbAt;
import dev.broadside.process.DynamoDbLocal;
import dev.broadside.process.Installation;
import dev.broadside.process.Sidecar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

/** Lookups on a DynamoDB that is named: what it says of itself is what the arithmetic says. */
@Tag("proof") // Run by .ci/proofs.
@Timeout(300)
class OwnTablesIT {
  private static final Depth SHORT = new Depth(1, 0, 1, TimeValue.milliseconds(100));

  /** Whoever else benchmarks on this machine does not matter here. */
  @BeforeAll
  static void ignoreTheLock() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void eachLookupTakesWhatIsPredictedAndNothingIsLeft(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("logs"));
    try (Sidecar sidecar =
        DynamoDbLocal.start(Installation.current(), home.resolve("dynamodb.log"))) {
      DynamoDbAt at = DynamoDbAt.parse(sidecar.endpoint().toString());
      TableShape table = new TableShape(600, 20, 200, Projection.KEYS_ONLY);
      List<LookupRow> rows =
          LookupRow.LOOKUPS.stream().map(lookup -> new LookupRow(lookup, table)).toList();
      try (OwnTables tables = new OwnTables(at, "test", sentence -> {})) {
        List<LookupResult> results = new LookupBench(home, SHORT, sentence -> {}).run(rows, tables);
        assertEquals(4, results.size());
        for (LookupResult result : results) {
          assertTrue(result.asPredicted(), result.toString());
          assertEquals(20, result.items(), result.toString());
          assertTrue(result.byAws() != null, result.toString());
        }
        assertFalse(OwnTables.left(at).isEmpty());
        tables.remove();
        assertEquals(List.of(), OwnTables.left(at));
      }
    }
  }
}
