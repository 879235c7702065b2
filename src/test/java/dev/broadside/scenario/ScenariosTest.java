package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Slo.Limit;
import dev.broadside.scenario.Slo.Metric;
import dev.broadside.scenario.Slo.Statistic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shipped scenarios promise in the README. */
class ScenariosTest {
  private static final Slo SLO =
      new Slo(
          List.of(new Limit(Metric.LAST, Statistic.P95, Duration.ofSeconds(1))), 0L, null, null);

  private static Scenario read(String file) throws ScenarioException {
    return new ScenarioReader(name -> null).read(Path.of("scenarios", file), List.of());
  }

  @Test
  void quickstartPublishesSixtyBroadcastsToAThousandConnections() throws ScenarioException {
    Scenario quickstart = read("quickstart.yaml");

    assertEquals(1000, quickstart.audience().connections());
    assertEquals(40, quickstart.publish().warmupBroadcasts());
    assertEquals(60, quickstart.publish().plannedBroadcasts());
    assertEquals(Duration.ofSeconds(5), quickstart.publish().drain());
    assertEquals(SLO, quickstart.slo());
  }

  @Test
  void smokeTakesAboutTenSeconds() throws ScenarioException {
    Scenario smoke = read("smoke.yaml");

    assertEquals(50, smoke.audience().connections());
    assertEquals(20, smoke.publish().plannedBroadcasts());
    assertEquals(Duration.ofSeconds(2), smoke.publish().warmup());
    assertEquals(Duration.ofSeconds(2), smoke.publish().drain());
    assertEquals(SLO, smoke.slo());
  }
}
