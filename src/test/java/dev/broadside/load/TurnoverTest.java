package dev.broadside.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.broadside.scenario.Churn;
import dev.broadside.scenario.Churn.How;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told to leave when, by a clock that is only a number. */
final class TurnoverTest {
  private static final long SECOND = 1_000_000_000;
  private static final int CONNECTIONS = 10;
  private static final Turnover.Times TIMES =
      new Turnover.Times(100 * SECOND, 110 * SECOND, 120 * SECOND);

  private final Comings comings = new Comings(10 * SECOND);
  private final List<Leave> told = new ArrayList<>();
  private final List<Boolean> there = new ArrayList<>(Collections.nCopies(CONNECTIONS, true));

  private record Leave(int who, Goodbye how, long awaySeconds) {}

  private Turnover turnover(Churn churn) {
    Turnover turnover = new Turnover(churn, CONNECTIONS, 7, comings);
    for (int i = 0; i < CONNECTIONS; i++) {
      int who = i;
      turnover.add(
          who,
          new Turnover.Member() {
            @Override
            public boolean isThere() {
              return there.get(who);
            }

            @Override
            public void leave(Goodbye how, long awayNanos) {
              told.add(new Leave(who, how, awayNanos / SECOND));
            }
          });
    }
    return turnover;
  }

  private static Churn steady(int perSecond, How how) {
    return new Churn(
        new Rate(perSecond), Duration.ofSeconds(2), how, Duration.ofSeconds(10), List.of());
  }

  private static Churn stormy(Churn.Storm... storms) {
    return new Churn(
        null, Duration.ofSeconds(2), How.CLOSE, Duration.ofSeconds(10), List.of(storms));
  }

  @Test
  void theyLeaveAtTheRateFromTheFirstBroadcastToTheEndOfTheWindow() {
    Turnover turnover = turnover(steady(2, How.CLOSE));
    assertEquals(100 * SECOND, turnover.letGo(99 * SECOND, TIMES));
    assertEquals(100 * SECOND + SECOND / 2, turnover.letGo(100 * SECOND, TIMES));
    assertEquals(1, told.size());
    // However late the thread is, as many leave as were due.
    turnover.letGo(104 * SECOND, TIMES);
    assertEquals(9, told.size());
    assertEquals(Long.MAX_VALUE, turnover.letGo(130 * SECOND, TIMES));
    assertEquals(steady(2, How.CLOSE).leaving(Duration.ofSeconds(20)), told.size());
    assertEquals(2, told.getFirst().awaySeconds());
  }

  @Test
  void everybodyLeavesBeforeAnybodyDoesAgain() {
    turnover(steady(1, How.CLOSE)).letGo(100 * SECOND + 9 * SECOND, TIMES);
    assertEquals(CONNECTIONS, new HashSet<>(told.stream().map(Leave::who).toList()).size());
  }

  @Test
  void whoIsNotThereIsPassedOver() {
    Collections.fill(there, false);
    there.set(3, true);
    Turnover turnover = turnover(steady(1, How.CLOSE));
    turnover.letGo(101 * SECOND, TIMES);
    assertEquals(List.of(3, 3), told.stream().map(Leave::who).toList());
    there.set(3, false);
    turnover.letGo(102 * SECOND, TIMES);
    assertEquals(2, told.size());
  }

  @Test
  void inAMixTheyCloseAndDropInTurns() {
    turnover(steady(1, How.MIX)).letGo(102 * SECOND, TIMES);
    assertEquals(
        List.of(Goodbye.CLOSE, Goodbye.DROP, Goodbye.CLOSE),
        told.stream().map(Leave::how).toList());
  }

  @Test
  void aStormTakesItsShareAtOnceAndOnce() {
    Turnover turnover =
        turnover(
            stormy(
                new Churn.Storm(
                    Duration.ofSeconds(5), "30%", Duration.ofSeconds(1), Duration.ZERO, How.DROP)));
    assertEquals(115 * SECOND, turnover.letGo(100 * SECOND, TIMES));
    assertEquals(List.of(), told);
    assertEquals(Long.MAX_VALUE, turnover.letGo(115 * SECOND, TIMES));
    turnover.letGo(116 * SECOND, TIMES);
    assertEquals(3, told.size());
    assertEquals(Goodbye.DROP, told.getFirst().how());
    assertEquals(1, comings.summary(0, 0, 0).storms());
  }

  @Test
  void aSpreadLetsThemComeBackOneAfterTheOther() {
    turnover(
            stormy(
                new Churn.Storm(
                    Duration.ZERO,
                    "50%",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    How.CLOSE)))
        .letGo(110 * SECOND, TIMES);
    assertEquals(List.of(1L, 3L, 5L, 7L, 9L), told.stream().map(Leave::awaySeconds).toList());
  }

  @Test
  void firstConnectionsHaveLivesOfEveryLengthAndLaterOnesTheLongest() {
    Lifetimes lifetimes = new Lifetimes(new Renewal(Duration.ofSeconds(100), null), 10);
    assertEquals(15 * SECOND, lifetimes.dueNanos(0, 5 * SECOND, 5 * SECOND));
    assertEquals(105 * SECOND, lifetimes.dueNanos(9, 5 * SECOND, 5 * SECOND));
    assertEquals(105 * SECOND, lifetimes.dueNanos(Lifetimes.LATER, 5 * SECOND, 90 * SECOND));
    Lifetimes both =
        new Lifetimes(new Renewal(Duration.ofSeconds(100), Duration.ofSeconds(20)), 10);
    assertEquals(50 * SECOND, both.dueNanos(Lifetimes.LATER, 0, 30 * SECOND));
    assertEquals(100 * SECOND, both.dueNanos(Lifetimes.LATER, 0, 90 * SECOND));
    assertEquals(
        Lifetimes.NEVER, new Lifetimes(Renewal.NEVER, 10).dueNanos(0, 5 * SECOND, 5 * SECOND));
  }

  @Test
  @Timeout(300)
  void aStormWaitsForTheWindowThatIsAnnounced() throws Exception {
    CountDownLatch stormed = new CountDownLatch(1);
    Churn churn =
        stormy(new Churn.Storm(Duration.ZERO, "10%", Duration.ZERO, Duration.ZERO, How.CLOSE));
    Turnover turnover = new Turnover(churn, 1, 7, comings);
    turnover.add(
        0,
        new Turnover.Member() {
          @Override
          public boolean isThere() {
            return true;
          }

          @Override
          public void leave(Goodbye how, long awayNanos) {
            stormed.countDown();
          }
        });
    long now = System.nanoTime();
    long hour = 3_600 * SECOND;
    turnover.begin(new Turnover.Times(now, now + hour, now + 2 * hour));
    assertEquals(1, stormed.getCount());

    turnover.move(new Turnover.Times(now, now, now + 2 * hour));
    stormed.await();
    turnover.close();
  }
}
