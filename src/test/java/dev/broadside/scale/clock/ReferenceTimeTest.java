package dev.broadside.scale.clock;

import static dev.broadside.scale.clock.SimulatedHost.MILLI;
import static dev.broadside.scale.clock.SimulatedHost.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ReferenceTimeTest {
  private static final int TRIALS = 1_000;

  /** One injector, its path, and what it knows of the reference's time. */
  private record Injector(SimulatedHost host, SimulatedHost.Path path, ReferenceTime time) {
    static Injector any(SplittableRandom random, double ppm) {
      SimulatedHost host = SimulatedHost.any(random);
      return new Injector(
          host,
          SimulatedHost.Path.any(random),
          new ReferenceTime(host.anchor(0), ClockSource.UDP_ECHO, "", new OffsetTrack(ppm)));
    }

    boolean ask(long at, SplittableRandom random) {
      return time.update(host.burst(16, at, path, random));
    }

    long says(long at) {
      return time.toReferenceNanos(host.nanoTime(at));
    }

    long bound(long at) {
      return time.boundNanos(host.nanoTime(at));
    }
  }

  /**
   * A minute between two hosts, off by up to 20 ms and 50 ppm each, on paths of which one way takes
   * up to a hundred times as long as the other.
   *
   * @return how many of its broadcasts have a true latency outside of what was said
   */
  private static int outside(SplittableRandom random, double ppm) {
    Injector publisher = Injector.any(random, ppm);
    Injector subscriber = Injector.any(random, ppm);
    int outside = 0;
    for (long second = 1; second <= 60; second++) {
      if (second % 5 == 1) {
        publisher.ask(second * SECOND, random);
        subscriber.ask(second * SECOND + random.nextLong(SECOND / 2), random);
      }
      long sent = second * SECOND + random.nextLong(SECOND / 2, SECOND);
      long latency = random.nextLong(200_000, 200 * MILLI);
      long told = subscriber.says(sent + latency) - publisher.says(sent);
      long bound = publisher.bound(sent) + subscriber.bound(sent + latency);
      outside += Math.abs(told - latency) <= bound ? 0 : 1;
      assertTrue(bound < 20 * MILLI, "a bound that says nothing: " + bound);
    }
    return outside;
  }

  @Test
  void theTrueOneWayLatencyIsInsideTheIntervalInEachOfAThousandTrials() {
    for (int trial = 0; trial < TRIALS; trial++) {
      assertEquals(0, outside(new SplittableRandom(trial), OffsetTrack.DEFAULT_PPM), "" + trial);
    }
  }

  @Test
  void theTrialsAreHardEnoughThatWhoForgetsDriftFails() {
    int missed = 0;
    for (int trial = 0; trial < TRIALS / 10; trial++) {
      missed += outside(new SplittableRandom(trial), 0) > 0 ? 1 : 0;
    }
    assertTrue(missed > 0, "no room for drift is needed");
  }

  @Test
  void whatGoesIntoTheResultHoldsTheTruthAndEveryBoundThatWasGiven() {
    for (int trial = 0; trial < TRIALS / 10; trial++) {
      SplittableRandom random = new SplittableRandom(trial);
      Injector injector = Injector.any(random, OffsetTrack.DEFAULT_PPM);
      long worst = 0;
      for (long second = 0; second < 60; second++) {
        if (second % 5 == 0) {
          assertTrue(injector.ask(second * SECOND, random));
        }
        long at = second * SECOND + SECOND / 2;
        worst = Math.max(worst, Math.abs(injector.says(at) - SimulatedHost.epochNanos(at)));
      }
      ShardClock clock = injector.time().clock(0);
      assertTrue(worst <= clock.boundNanos(), () -> "" + clock);
      long ahead = -injector.host().wallAheadNanos();
      // The first burst is over some milliseconds after 0: 50 ppm of that, and microseconds.
      assertTrue(clock.leastOffsetNanos() - 10_000 <= ahead, () -> "" + clock);
      assertTrue(clock.mostOffsetNanos() + 10_000 >= ahead, () -> "" + clock);
      double faster = -injector.host().ppm();
      assertTrue(clock.leastDriftPpm() - 0.01 <= faster, () -> "" + clock);
      assertTrue(clock.mostDriftPpm() + 0.01 >= faster, () -> "" + clock);
    }
  }

  /** The wall clock is read once, for people; what it says decides no latency. */
  @Test
  void aStepOfTheWallClockMovesNoNumber() {
    SimulatedHost host = SimulatedHost.any(new SplittableRandom(7));
    SimulatedHost stepped =
        new SimulatedHost(host.originNanos(), host.ppm(), host.wallAheadNanos() + 3_600 * SECOND);
    long[] told = new long[2];
    for (int i = 0; i < 2; i++) {
      Anchor anchor = (i == 0 ? host : stepped).anchor(0);
      ReferenceTime time =
          new ReferenceTime(anchor, ClockSource.UDP_ECHO, "", new OffsetTrack(100));
      SimulatedHost.Path path = new SimulatedHost.Path(MILLI, 2 * MILLI);
      time.update(host.burst(16, SECOND, path, new SplittableRandom(1)));
      told[i] = time.toReferenceNanos(host.nanoTime(3 * SECOND));
    }
    assertEquals(told[0], told[1]);
  }

  @Test
  void aStepOfAWallClockThatTheEnvironmentVouchesForIsRefused() {
    SimulatedHost host = new SimulatedHost(5, 10, MILLI / 10);
    SimulatedHost stepped = new SimulatedHost(5, 10, 40 * MILLI);
    ReferenceTime time =
        new ReferenceTime(host.anchor(0), ClockSource.ENVIRONMENT, "", new OffsetTrack(100));
    assertTrue(time.update(host.anchor(SECOND), MILLI));
    assertTrue(time.update(host.anchor(10 * SECOND), MILLI));
    long before = time.toReferenceNanos(host.nanoTime(11 * SECOND));
    assertFalse(time.update(stepped.anchor(11 * SECOND), MILLI));
    assertEquals(before, time.toReferenceNanos(host.nanoTime(11 * SECOND)));
    assertEquals(ShardClock.UNBOUNDED, time.clock(0).boundNanos());
  }

  @Test
  void aClockThatRunsOffContradictsItself() {
    SimulatedHost host = new SimulatedHost(0, 5_000, 0);
    SplittableRandom random = new SplittableRandom(3);
    SimulatedHost.Path path = new SimulatedHost.Path(100_000, 100_000);
    ReferenceTime time =
        new ReferenceTime(host.anchor(0), ClockSource.UDP_ECHO, "", new OffsetTrack(100));
    assertTrue(time.update(host.burst(16, 0, path, random)));
    assertFalse(time.update(host.burst(16, SECOND, path, random)));
  }

  @Test
  void beforeTheFirstEchoThereIsNoTime() {
    ReferenceTime time =
        new ReferenceTime(new Anchor(0, 0), ClockSource.UDP_ECHO, "", new OffsetTrack(100));
    assertTrue(time.update(List.of()));
    assertThrows(IllegalStateException.class, () -> time.toReferenceNanos(1));
    assertEquals(ShardClock.UNKNOWN, time.clock(0));
  }

  @Test
  void whoSharesTheReferencesClockIsExact() {
    ReferenceTime time = ReferenceTime.shared(new Anchor(1_000_000, 5_000));
    assertEquals(1_000_000_000 + 2_000, time.toReferenceNanos(7_000));
    assertEquals(7_000, time.toNanoTime(1_000_000_000 + 2_000));
    assertEquals(0, time.clock(SECOND).boundNanos());
    assertEquals(ClockSource.SAME, time.clock(0).source());
  }
}
