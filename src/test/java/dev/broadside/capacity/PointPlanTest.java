package dev.broadside.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PointPlanTest {
  @TempDir private Path folder = Path.of("");

  private PointPlan plan(Quantity quantity, String... overrides) {
    return new PointPlan(
        SampleSearch.scenario(folder, overrides),
        quantity,
        Searches.goal(Goal.DEFAULT),
        PointPlan.SHORTEST);
  }

  private static Probe probe(double load, int times) {
    return new Probe(load, Probe.Purpose.RAMP, times);
  }

  @Test
  void aPointLastsAMinuteOrAsLongAsItsBroadcastsTake() {
    PointPlan rates = plan(Quantity.RATE);
    assertEquals("publish.for=60s", rates.overrides(probe(50, 1)).get(1));
    assertEquals("publish.for=150s", rates.overrides(probe(2, 1)).get(1));
    assertEquals("publish.for=120s", rates.overrides(probe(50, 2)).get(1));
  }

  @Test
  void connectionsKeepTheSizeOfTheirRooms() {
    PointPlan rooms = plan(Quantity.CONNECTIONS, "audience.rooms=10");
    assertEquals(
        List.of("audience.connections=400", "audience.rooms=20"),
        rooms.overrides(probe(400, 1)).subList(0, 2));
    assertEquals(
        "audience.connections=400", plan(Quantity.CONNECTIONS).overrides(probe(400, 1)).getFirst());
  }

  @Test
  void aRoomKeepsTheNumberOfRooms() {
    PointPlan rooms = plan(Quantity.ROOM, "audience.rooms=10");
    assertEquals(20, Quantity.ROOM.of(rooms.scenario()));
    assertEquals("audience.connections=300", rooms.overrides(probe(30, 1)).getFirst());
  }

  @Test
  void aSearchBeginsWithTheLeastLoadAndRampsFromTheScenarios() throws CapacityException {
    Plan search = plan(Quantity.CONNECTIONS).search(Double.NaN, 1e9);
    assertEquals(10, search.least());
    assertEquals(200, search.start());
    assertEquals(100, plan(Quantity.CONNECTIONS).search(20, 100).start());
  }

  @Test
  void aSearchThatMayNotGoFarBeginsWhereItEnds() throws CapacityException {
    Plan search = plan(Quantity.CONNECTIONS).search(Double.NaN, 5);
    assertEquals(5, search.least());
    assertEquals(5, search.start());
  }

  @Test
  void thereIsNoHalfAConnection() throws CapacityException {
    PointPlan connections = plan(Quantity.CONNECTIONS);
    for (double[] range : new double[][] {{0.4, 10}, {10, 10.5}, {Double.NaN, 10.5}}) {
      CapacityException refused =
          assertThrows(CapacityException.class, () -> connections.search(range[0], range[1]));
      assertTrue(String.valueOf(refused.getMessage()).contains("whole"), refused::toString);
    }
    assertEquals(2.5, plan(Quantity.RATE).search(2.5, 7.5).least());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "publish.arrival={burst: 10}|constant or poisson",
        "faults=[{at: 1s, delay: 10%, by: 10ms}]|faults=[]"
      })
  void whatNoCapacityCanBeFoundForIsRefusedWithTheWayOut(String override, String remedy) {
    PointPlan plan = plan(Quantity.CONNECTIONS, override);
    CapacityException refused = assertThrows(CapacityException.class, plan::check);
    assertTrue(String.valueOf(refused.getMessage()).contains(remedy), refused::toString);
  }

  @Test
  void aLocalStageCostsNothing() {
    assertEquals(0, plan(Quantity.RATE).usd(probe(50, 1)));
    // 80 s at 50/s are 4,000 broadcasts: one in, out to 200, 10 publishers and 15 witnesses.
    assertEquals(
        4_000 * 226 * 1e-6,
        plan(Quantity.RATE, "target=wss://example.com/prod").usd(probe(50, 1)),
        1e-3);
  }

  @Test
  void roomsThatAreSharesGrowWithTheAudienceAndCostSo() {
    PointPlan shares =
        plan(
            Quantity.CONNECTIONS,
            "audience.rooms=2",
            "audience.sizes=[50%, 50%]",
            "audience.witnesses=0",
            "target=wss://example.com/prod");
    assertEquals(
        "publish.for=60s", shares.overrides(probe(2_000, 1)).get(1), "no other number of rooms");
    // 80 s at 5/s are 400 broadcasts: one in, out to 1,000 and to 5 publishers; minutes on top.
    assertEquals(400 * 1_006 * 1e-6, shares.usd(probe(2_000, 1)), 1e-3);
  }

  @Test
  void moreRoomsOfTheSameSizeCostNoMoreForEachBroadcast() {
    PointPlan rooms =
        plan(Quantity.CONNECTIONS, "audience.rooms=10", "target=wss://example.com/prod");
    double minutes = 1_800 * 80 / 60.0 * 0.25e-6;
    assertEquals(rooms.usd(probe(200, 1)), rooms.usd(probe(2_000, 1)) - minutes, 1e-3);
  }
}
