package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PopulationTest {
  @Test
  void isDecidedWhenEveryConnectionIsOpenOrHasFailed() throws InterruptedException {
    Population population = new Population(2, 1);
    population.subscriberOpened(5_000_000);
    population.publisherOpened();
    assertFalse(population.awaitDecided(1));
    population.subscriberFailed("HTTP 429");
    assertTrue(population.awaitDecided(1));
    assertEquals(1, population.summary().opened());
    assertEquals(1, population.summary().failed());
    assertEquals("HTTP 429 (1 times)", population.failureReasons());
  }

  @Test
  void twentyFailuresWithoutOneSuccessAreHopeless() throws InterruptedException {
    Population population = new Population(1_000, 10);
    for (int i = 0; i < 20; i++) {
      assertFalse(population.awaitDecided(0));
      population.subscriberFailed("connection refused");
    }
    assertTrue(population.awaitDecided(0));
  }

  @Test
  void failuresAmongSuccessesAreWaitedFor() throws InterruptedException {
    Population population = new Population(100, 1);
    population.subscriberOpened(1);
    for (int i = 0; i < 50; i++) {
      population.subscriberFailed("HTTP 429");
    }
    assertFalse(population.awaitDecided(0));
  }

  @Test
  void whatIsCutIsTroubleWithItsReasonUntilTheEnd() {
    Population population = new Population(3, 1);
    assertFalse(population.hasLetSomebodyIn());
    population.subscriberOpened(1);
    population.subscriberFailed("HTTP 429");
    population.publisherOpened();
    population.cut("closed by the stage with 1001");
    population.dropped();
    assertTrue(population.hasLetSomebodyIn());
    assertEquals(3, population.decided());
    assertEquals(2, population.troubled());
    assertTrue(
        population.failureReasons().contains("cut: closed by the stage with 1001 (1 times)"));
    population.end();
    population.cut("closed without a closing frame");
    assertFalse(population.failureReasons().contains("closing frame"));
  }

  @Test
  void everyUserIsWokenOnceAtTheEndAndAtOnceAfterIt() {
    Population population = new Population(2, 1);
    AtomicInteger woken = new AtomicInteger();
    population.park(woken::incrementAndGet);
    assertEquals(0, woken.get());
    population.end();
    population.park(woken::incrementAndGet);
    population.end();
    assertEquals(2, woken.get());
  }
}
