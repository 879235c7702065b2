package dev.broadside.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioException;
import dev.broadside.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValidityTest {
  private static final long MS = 1_000_000;
  private static final long LIMIT = 100 * MS;
  private static final long WINDOW = 4_000 * MS;

  @Test
  void theLimitIsATenthOfTheSmallestSlo() throws ScenarioException {
    assertEquals(LIMIT, Validity.delayLimitNanos(smoke()));
  }

  @Test
  void aSoundMeasurementPassesEveryCheck() throws ScenarioException {
    assertEquals(List.of(), broken(new Change()));
  }

  @Test
  void eachCheckBreaksAloneJustAboveItsLimit() throws ScenarioException {
    Change delay = new Change();
    delay.publishDelay = LIMIT + 1;
    assertEquals(List.of("publish delay p99"), broken(delay));
    Change lagging = new Change();
    lagging.lag = LIMIT + 1;
    assertEquals(List.of("event loop lag p99"), broken(lagging));
    Change paused = new Change();
    paused.paused = WINDOW / 100 + 1;
    assertEquals(List.of("injector paused longer than 100.0 ms"), broken(paused));
    Change busy = new Change();
    busy.busySeconds = 2;
    assertEquals(List.of("injector busier than 80%"), broken(busy));
    Change negative = new Change();
    negative.negative = 1;
    assertEquals(List.of("latencies below zero"), broken(negative));
    Change unbalanced = new Change();
    unbalanced.balanced = false;
    assertEquals(List.of("books balance"), broken(unbalanced));
    Change fewer = new Change();
    fewer.open = 49;
    assertEquals(List.of("connections open when publishing began"), broken(fewer));
    Change silent = new Change();
    silent.publishers = 9;
    assertEquals(List.of("publishers open when publishing began"), broken(silent));
    Change unseen = new Change();
    unseen.seconds = 0;
    assertEquals(List.of("injector busier than 80%"), broken(unseen));
  }

  @Test
  void oneBusySecondOfTenIsNoBreach() throws ScenarioException {
    Change busy = new Change();
    busy.busySeconds = 1;
    assertEquals(List.of(), broken(busy));
  }

  @Test
  void whyConnectionsFailedIsSaidWithHowManyAreOpen() throws ScenarioException {
    Change fewer = new Change();
    fewer.open = 40;
    fewer.failures = "HTTP 429 (10 times)";
    assertTrue(checks(fewer).stream().anyMatch(c -> c.value().equals("40 (HTTP 429 (10 times))")));
  }

  @Test
  void nothingPublishedIsNoDelayAtAllButUnknown() throws ScenarioException {
    Change nothing = new Change();
    nothing.publishDelay = Long.MAX_VALUE;
    assertEquals(List.of("publish delay p99"), broken(nothing));
    assertTrue(checks(nothing).get(0).value().contains("unknown"));
  }

  private static final class Change {
    private long publishDelay = LIMIT;
    private long paused = WINDOW / 100;
    private int busySeconds;
    private long negative;
    private boolean balanced = true;
    private long open = 50;
    private long publishers = 10;
    private int seconds = 10;
    private String failures = "";
    private long lag = LIMIT;
  }

  private static List<String> broken(Change change) throws ScenarioException {
    return checks(change).stream().filter(c -> !c.ok()).map(RunSummary.Check::name).toList();
  }

  private static List<RunSummary.Check> checks(Change change) throws ScenarioException {
    List<Double> shares = new java.util.ArrayList<>(Collections.nCopies(change.seconds, 0.8));
    for (int i = 0; i < change.busySeconds; i++) {
      shares.set(i, 0.81);
    }
    return Validity.checks(
        smoke(),
        new Validity.Observed(
            change.publishDelay,
            change.paused,
            200 * MS,
            WINDOW,
            shares,
            change.negative,
            change.balanced,
            change.open,
            change.publishers,
            change.failures,
            change.lag));
  }

  private static Scenario smoke() throws ScenarioException {
    return new ScenarioReader(name -> null).read(Path.of("scenarios", "smoke.yaml"), List.of());
  }
}
