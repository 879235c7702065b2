package dev.broadside.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.broadside.bench.stub.PostDelay;
import dev.broadside.bench.stub.StubCounts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
  private static final Timing MILLIS = Timing.of(List.of(1.0, 2.0, 4.0), 2_000);

  @TempDir private Path folder = Path.of("");

  @Test
  void aLookupIsReadAsItWasWritten() throws Exception {
    LookupRow row = new LookupRow(LookupRow.QUERY, TableShape.REFERENCE);
    LookupResult result = new LookupResult(row, MILLIS, 1, 1, 100, 1);
    assertEquals(result, writtenAndRead("lookup", LookupResult.class, result));
    JsonNode json = json("lookup");
    assertEquals("broadside/lookup/1", json.path("schema").asText());
    assertTrue(json.at("/rows/0/asPredicted").asBoolean());
    assertEquals(1, json.at("/rows/0/byAws/units").asDouble());
  }

  @Test
  void aFanoutIsReadAsItWasWritten() throws Exception {
    FanoutRow row = new FanoutRow("async", 1_000, 64, PostDelay.HEAVY_TAIL, 10, 10);
    FanoutResult result =
        new FanoutResult(
            row,
            MILLIS,
            15,
            240,
            new Interval(1, 2, 3),
            new Interval(4, 5, 6),
            new StubCounts(2_200, 1_800, 200, 200, 1_000_000, 33_000_000_000L),
            2);
    assertEquals(result, writtenAndRead("fanout", FanoutResult.class, result));
    assertEquals("15ms/150ms", json("fanout").at("/rows/0/row/delay").asText());
    assertTrue(json("fanout").at("/rows/0/asPredicted").asBoolean());
  }

  @Test
  void aBroadcastIsReadAsItWasWritten() throws Exception {
    BroadcastRow row = BroadcastRow.quick().getFirst();
    BroadcastResult result =
        new BroadcastResult(
            row,
            MILLIS,
            15,
            240,
            new Interval(1, 2, 3),
            new Interval(4, 5, 6),
            new StageCounts(2, 2, 2_000, 49),
            new StubCounts(2_000, 2_000, 0, 0, 1_000_000, 30_000_000_000L),
            2);
    assertEquals(result, writtenAndRead("broadcast", BroadcastResult.class, result));
  }

  private <R> R writtenAndRead(String name, Class<R> type, R row) throws Exception {
    Rows.in(folder, name, type).add(row);
    return Rows.in(folder, name, type).all().getFirst();
  }

  private JsonNode json(String name) throws Exception {
    return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
  }
}
