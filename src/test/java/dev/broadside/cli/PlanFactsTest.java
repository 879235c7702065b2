package dev.broadside.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.broadside.cloud.AccountQuotas;
import dev.broadside.load.Preflight;
import dev.broadside.scenario.ScenarioReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanFactsTest {
  private static final Preflight.Machine MACHINE = new Preflight.Machine(1_048_576L, 28_232);
  private static final Instant NOW = Instant.parse("2025-11-21T07:16:12.400Z");

  @TempDir private Path folder = Path.of("");

  private PlanFacts facts(String rate, int connections) throws Exception {
    Path file = folder.resolve("plan.yaml");
    Files.writeString(
        file,
        """
        question: q
        target: wss://chat.example.com/prod
        connect: { rate: %s }
        audience: { connections: %d }
        publish: { rate: 2/s, warmup: 0s, for: 30s, publishers: 1 }
        """
            .formatted(rate, connections));
    return new PlanFacts(new ScenarioReader(name -> null).read(file, List.of()), MACHINE);
  }

  private static AccountQuotas quotas(double connects, double requests) {
    return new AccountQuotas(connects, requests, 5_000.0, 10.0, List.of());
  }

  @Test
  void itSaysWhatTheMachineHasBesideWhatTheRunNeeds() throws Exception {
    String page = facts("500/s", 10_000).ofMachine();
    assertTrue(page.contains("Connecting   about 21 s at 500/s"), page);
    assertTrue(page.contains("this system has 28,232 local ports to one address"), page);
    assertTrue(page.contains("this system has 1,048,576 for each process"), page);
  }

  @Test
  void theFloorOfABroadcastFollowsFromTheAccountsQuotas() throws Exception {
    String page =
        facts("500/s", 10_000).ofAccount(Optional.of(quotas(500, 10_000)), "eu-central-1");
    assertTrue(page.contains("10 concurrent Lambda executions (this account's in"), page);
    assertTrue(page.contains("takes 0.5 s or more"), page);
    assertTrue(page.contains("the quota is 10,000: posts are throttled"), page);
    assertFalse(page.contains("connect.rate"), page);
  }

  @Test
  void aConnectRateAboveTheAccountsQuotaIsWarnedOf() throws Exception {
    String page = facts("800/s", 100).ofAccount(Optional.of(quotas(500, 10_000)), "eu-central-1");
    assertTrue(page.contains("connect.rate is above the quota of 500"), page);
    assertFalse(
        facts("800/s", 100)
            .ofAccount(Optional.of(quotas(1_000, 10_000)), "eu-central-1")
            .contains("Warning"));
  }

  @Test
  void withoutCredentialsTheDefaultsAreCalledThat() throws Exception {
    String page = facts("500/s", 100).ofAccount(Optional.empty(), "eu-central-1");
    assertTrue(page.contains("500 new connections a second"), page);
    assertTrue(page.contains("AWS's defaults"), page);
  }

  @Test
  void quotasThatCouldNotBeReadAreUnknownAndSaid() throws Exception {
    AccountQuotas none = new AccountQuotas(null, null, null, null, List.of("Denied."));
    String page = facts("500/s", 100).ofAccount(Optional.of(none), "eu-central-1");
    assertTrue(page.startsWith("Quotas       unknown"), page);
    assertTrue(page.contains("Denied."), page);
  }

  @Test
  void clocksThatMayAgreeAreNotCalledWrong() {
    Instant second = Instant.parse("2025-11-21T07:16:12Z");
    String said = ClockOffset.of(NOW, NOW.plusMillis(30), second).sentence();
    assertTrue(said.contains("agree as far as"), said);
  }

  @Test
  void aClockThatIsOffIsSaidToBeOffByWhatIsCertain() {
    Instant date = Instant.parse("2025-11-21T07:17:00Z");
    assertEquals(
        "the target's clock is at least 47.5 s ahead of this machine's",
        ClockOffset.of(NOW, NOW.plusMillis(100), date).sentence().split(":", 2)[0]);
    Instant earlier = Instant.parse("2025-11-21T07:16:00Z");
    assertEquals(
        "the target's clock is at least 11.4 s behind this machine's",
        ClockOffset.of(NOW, NOW.plusMillis(100), earlier).sentence().split(":", 2)[0]);
  }

  @Test
  void aServerOfThisMachineHasItsClock() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    server.start();
    try {
      URI target = URI.create("ws://127.0.0.1:" + server.getAddress().getPort() + "/prod");
      ClockOffset found = ClockOffset.ofServer(target, Clock.systemUTC()).orElseThrow();
      assertTrue(found.atLeast().compareTo(Duration.ZERO) <= 0, found.toString());
      assertTrue(found.atMost().compareTo(Duration.ZERO) >= 0, found.toString());
    } finally {
      server.stop(0);
    }
  }

  /** Whatever the offset, the way and the moment in the second. */
  @Property
  void theBoundsAlwaysHoldTheTrueOffset(
      @ForAll @LongRange(min = -400_000, max = 400_000) long offsetMillis,
      @ForAll @LongRange(min = 0, max = 3_000) long there,
      @ForAll @LongRange(min = 0, max = 3_000) long back,
      @ForAll @LongRange(min = 0, max = 999) long moment) {
    Instant asked = NOW.plusMillis(moment);
    Instant written = asked.plusMillis(there).plusMillis(offsetMillis);
    Instant date = Instant.ofEpochSecond(written.getEpochSecond());
    ClockOffset found = ClockOffset.of(asked, asked.plusMillis(there + back), date);
    Duration truth = Duration.ofMillis(offsetMillis);
    assertTrue(found.atLeast().compareTo(truth) <= 0, found.toString());
    assertTrue(found.atMost().compareTo(truth) >= 0, found.toString());
  }
}
