package dev.broadside.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.broadside.scenario.Churn.How;
import dev.broadside.scenario.Churn.Storm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChurnReaderTest {
  private static final ScenarioReader READER = new ScenarioReader(name -> null);

  private static Scenario read(String text, String... overrides) throws ScenarioException {
    return READER.parse("scenario.yaml", "scenario", text, List.of(overrides));
  }

  @Test
  void everybodyStaysUnlessTheScenarioSaysOtherwise() throws ScenarioException {
    Scenario scenario = read("question: q\naudience: { connections: 100 }");
    assertNull(scenario.audience().churn());
    assertEquals(Renewal.NEVER, scenario.connect().renewal());
  }

  @Test
  void aStormTakesFromItsChurnWhatItDoesNotSay() throws ScenarioException {
    Scenario scenario =
        read(
            """
            question: q
            audience:
              connections: 100
              churn:
                leave: 10/s
                away: 3s
                how: drop
                storms:
                  - { at: 20s, leave: 30% }
                  - { at: 25s, leave: 0.1%, away: 1s, spread: 5s, how: mix }
            """);
    Storm first =
        new Storm(Duration.ofSeconds(20), "30%", Duration.ofSeconds(3), Duration.ZERO, How.DROP);
    Storm second =
        new Storm(
            Duration.ofSeconds(25), "0.1%", Duration.ofSeconds(1), Duration.ofSeconds(5), How.MIX);
    assertEquals(
        new Churn(
            new Rate(10),
            Duration.ofSeconds(3),
            How.DROP,
            Duration.ofSeconds(10),
            List.of(first, second)),
        scenario.audience().churn());
    assertEquals(30, first.leaving(100));
    assertEquals(1, second.leaving(100));
  }

  @Test
  void setAndSweepReachEachKey() throws ScenarioException {
    String text = "question: q\naudience: { connections: 100, churn: { leave: 10/s } }";
    Churn churn =
        read(text, "audience.churn.leave=20/s", "audience.churn.how=drop").audience().churn();
    assertEquals(
        new Churn(new Rate(20), Duration.ofSeconds(2), How.DROP, Duration.ofSeconds(10), List.of()),
        churn);
    assertNull(read(text, "audience.churn=null").audience().churn());
    assertEquals("scenario-drop", read(text, "sweep={audience.churn.how: [drop]}").name());
  }

  @Test
  void aRunThatOutlivesTheLimitsOfApiGatewayReplacesItsConnections() throws ScenarioException {
    String text = "question: q\naudience: { connections: 10 }\nlimits: { duration: 4h }\n";
    assertEquals(
        new Renewal(Duration.ofMinutes(110), Duration.ofMinutes(9)),
        read(text, "publish.for=2h", "publish.rate=1/min").connect().renewal());
    assertEquals(
        new Renewal(null, Duration.ofMinutes(9)),
        read(text, "publish.for=1h", "publish.rate=1/min").connect().renewal());
    assertEquals(
        Renewal.NEVER,
        read(
                text,
                "publish.for=3h",
                "publish.rate=1/min",
                "connect.maxAge=null",
                "connect.maxIdle=null")
            .connect()
            .renewal());
  }
}
