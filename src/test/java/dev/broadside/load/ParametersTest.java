package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a page that is sent around says of the scenario that it came from. */
final class ParametersTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PASSWORD", "s3cret", "PROXY", "http://me:s3cret@proxy.example.com:3128");

  private static Map<String, Object> of(String... overrides) throws ScenarioException {
    return Parameters.of(
        new ScenarioReader(ENVIRONMENT::get)
            .read(Path.of("scenarios", "smoke.yaml"), List.of(overrides)));
  }

  @Test
  void whatIsAsUsualIsLeftOut() throws ScenarioException {
    assertEquals(
        List.of(
            "lookup",
            "fanout",
            "concurrency",
            "connections",
            "witnesses",
            "publishers",
            "rate",
            "payload",
            "warmupSeconds",
            "measuredSeconds",
            "drainSeconds",
            "slo"),
        List.copyOf(of().keySet()));
  }

  @Test
  void whatGoesWrongOnPurposeIsSaid() throws ScenarioException {
    assertEquals(
        List.of("at 1s: kill 5%, how reset"),
        of("faults=[{at: 1s, kill: 5%, how: reset}]").get("faults"));
  }

  @Test
  void howItIsPublishedIsSaid() throws ScenarioException {
    assertEquals(10, of("publish.arrival={burst: 10}").get("burst"));
    assertEquals("poisson", of("publish.arrival=poisson").get("arrival"));
  }

  @Test
  void theLimitsAreSaidAndThatThereAreNone() throws ScenarioException {
    assertEquals("last p95 ≤ 1s, lost ≤ 0", of().get("slo"));
    assertEquals("none", of("slo={}").get("slo"));
  }

  @Test
  void whoIsInWhichRoomIsSaid() throws ScenarioException {
    Map<String, Object> parameters =
        of("audience.rooms=2", "audience.sizes=[70%, 30%]", "audience.repeats=true");
    assertEquals(2, parameters.get("rooms"));
    assertEquals("[70%, 30%]", parameters.get("sizes"));
    assertEquals(true, parameters.get("repeats"));
  }

  @Test
  void theWayToTheStageIsSaidWithoutWhoTakesIt() throws ScenarioException {
    Map<String, Object> parameters =
        of(
            "target=wss://chat.example.com",
            "connect.proxy=http://me:${PASSWORD}@proxy.example.com:3128",
            "connect.tls={insecure: true}",
            "connect.from=[10.0.0.5, 10.0.0.6]",
            "connect.rate=50/s",
            "join={message: hello}");
    assertEquals("proxy.example.com:3128", parameters.get("proxy"));
    assertEquals(true, parameters.get("insecure"));
    assertEquals(2, parameters.get("sources"));
    assertEquals("50/s", parameters.get("connectRate"));
    assertEquals("message", parameters.get("join"));
  }

  @Test
  void aProxyThatAVariableNamesStaysUnnamed() throws ScenarioException {
    assertEquals(
        "${PROXY}", of("target=wss://chat.example.com", "connect.proxy=${PROXY}").get("proxy"));
  }
}
