package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan says of connections that come and go. */
final class ChurnPlanTest {
  private static Scenario scenario(String... overrides) throws Exception {
    return new ScenarioReader(name -> null)
        .read(Path.of("scenarios/who-misses-what-during-churn.yaml"), List.of(overrides));
  }

  @Test
  void aStormComesBackAsFastAsConnectRateAllowsAndTogetherWithTheOthersNoFaster() throws Exception {
    assertEquals(
        "Churn        leave 10/s, away 2s, mix; at 15s leave 30%, away 1s, drop: about 650 more"
            + " connects, at most 500/s; API Gateway takes 500/s\n",
        new ChurnPlan(scenario()).lines());
    assertEquals("", new Consent(scenario()).warning());
  }

  @Test
  void aSpreadMakesAStormALesserOne() throws Exception {
    String storm = "audience.churn.storms=[{at: 15s, leave: 30%, spread: 3s}]";
    String plan = new Consent(scenario(storm)).plan();
    assertTrue(plan.contains("at most 60/s; API Gateway takes 500/s\n"), plan);
  }

  @Test
  void moreThanApiGatewayTakesIsAWarning() throws Exception {
    assertEquals(
        "Warning      up to 2,000 come back in a second: API Gateway takes 500 new connections a"
            + " second; lower connect.rate, or give the storms a spread\n",
        new Consent(scenario("connect.rate=2000/s")).warning());
  }

  @Test
  void aRunBeyondTheLimitsOfApiGatewayPlansToReplaceItsConnections() throws Exception {
    String plan =
        new Consent(
                scenario(
                    "audience.churn=null",
                    "publish.for=220m",
                    "publish.warmup=0s",
                    "publish.rate=10/min",
                    "limits.duration=4h",
                    "limits.messages=2000000"))
            .plan();
    assertTrue(
        plan.contains(
            "Renewal      maxAge 110m, maxIdle 9m: about 1,020 more connects, spread evenly,"),
        plan);
  }
}
