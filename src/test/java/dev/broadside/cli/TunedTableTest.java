package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.cloud.CloudException;
import dev.broadside.cloud.TableKeys;
import dev.broadside.cloud.TableSample;
import dev.broadside.cloud.TableView;
import dev.broadside.tune.ExistingTable;
import dev.broadside.tune.TuningInputs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunedTableTest {
  private static final TableKeys BY_INDEX = new TableKeys("r", "byRoom", false, Set.of("c", "r"));
  private static final TableKeys BY_KEY = new TableKeys("r", null, true, Set.of("c", "r"));

  /** Of three rooms 60, 30 and 10 were seen, in items of 21 B. */
  private static TunedTable tuned(TableKeys keys, double fraction, long withoutRoom)
      throws CloudException {
    long items = 100 + withoutRoom;
    TableSample sample =
        new TableSample(
            items,
            withoutRoom,
            fraction,
            List.of(10L, 30L, 60L),
            Map.of(21L, items),
            2_100,
            0.5,
            0,
            true);
    return TunedTable.of(
        new TableView("chat", "here", keys, "on demand", 100, sample), TuningInputs.REFERENCE);
  }

  private static String fact(TunedTable tuned, String name) {
    return Objects.requireNonNull(table(tuned).facts().get(name));
  }

  private static ExistingTable table(TunedTable tuned) {
    return Objects.requireNonNull(tuned.table());
  }

  @Test
  void whatWasReadIsWhatIsComputedWith() throws Exception {
    TunedTable all = tuned(BY_INDEX, 1, 0);
    assertEquals(new TuningInputs(100, 60, 21, 1, 1), all.inputs());
    assertEquals(21, table(all).entryBytes());
    assertFalse(table(all).keyedByRoom());
    assertTrue(fact(all, "Read").contains("all of the table"));
    assertFalse(table(all).facts().containsKey("Blur"));
  }

  @Test
  void ofAPartRoomsAreEstimatedAndSaidToBe() throws Exception {
    TunedTable part = tuned(BY_INDEX, 0.997, 0);
    assertTrue(fact(part, "Read").contains("99.7% of the table"));
    assertTrue(table(part).facts().containsKey("Blur"));
    assertEquals(1_000, tuned(BY_INDEX, 0.1, 0).inputs().connections());
    assertEquals(591, tuned(BY_INDEX, 0.1, 0).inputs().room());
  }

  @Test
  void whereTheRoomIsTheKeyItsSizeIsExact() throws Exception {
    TunedTable part = tuned(BY_KEY, 0.1, 0);
    assertTrue(table(part).keyedByRoom());
    assertEquals(60, part.inputs().room());
    assertFalse(table(part).facts().containsKey("Blur"));
    assertTrue(fact(part, "Part").contains("may be in the part"));
  }

  @Test
  void roomsOfOneAreNotedBeforeAVerdictIsBelieved() throws Exception {
    TableSample alone =
        new TableSample(2, 0, 1, List.of(1L, 1L), Map.of(21L, 2L), 42, 0.5, 0, true);
    TunedTable tuned =
        TunedTable.of(
            new TableView("chat", "here", BY_INDEX, "on demand", 100, alone),
            TuningInputs.REFERENCE);
    assertTrue(tuned.note().orElseThrow().contains("name that with --room-key"));
    assertTrue(tuned(BY_INDEX, 1, 0).note().isEmpty());
  }

  @Test
  void itemsWithoutARoomAreSaid() throws Exception {
    assertTrue(fact(tuned(BY_INDEX, 1, 7), "Without a room").startsWith("7 of the items"));
  }

  @Test
  void moreThanAnAccountHasIsRefused() {
    String sentence =
        String.valueOf(
            assertThrows(CloudException.class, () -> tuned(BY_INDEX, 1e-5, 0)).getMessage());
    assertTrue(sentence.startsWith("the table chat has about 10,000,000 items"), sentence);
  }
}
