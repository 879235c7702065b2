package dev.broadside.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A stage on a virtual clock: what a point of a search would count there. */
interface SimulatedStage {
  /** What a point looks like whose basic measurement has so many broadcasts. */
  Outcome measure(Probe probe, SplittableRandom random);

  /** The least that says something of a 99th percentile within a minute. */
  int BROADCASTS = 300;

  /**
   * A stage with a sharp capacity: a queue that is served at that rate. Below it a broadcast takes
   * 50 ms, above it each second adds what the queue grows by; both with 10 ms of noise.
   */
  static SimulatedStage sharp(double capacity) {
    return (probe, random) -> {
      int broadcasts = BROADCASTS * probe.times();
      double seconds = 60.0 * probe.times();
      double growth = Math.max(0, probe.load() / capacity - 1) * 1_000;
      long slow = 0;
      List<Backlog.Part> parts = new ArrayList<>();
      for (int i = 0; i < broadcasts; i++) {
        double at = seconds * i / broadcasts;
        double millis = 50 + growth * at + 10 * (random.nextDouble() - 0.5);
        slow += millis > 1_000 ? 1 : 0;
        parts.add(new Backlog.Part(at, millis, 1));
      }
      return new Outcome.Counted(Evidence.ofSlow(broadcasts, slow, Backlog.grows(parts, 1_000)));
    };
  }

  /** A stage with a soft knee: 1% x (N / N*)^k of its broadcasts are slow. */
  static SimulatedStage soft(double knee, double k) {
    return (probe, random) -> {
      int broadcasts = BROADCASTS * probe.times();
      double share = Math.min(1, 0.01 * Math.pow(probe.load() / knee, k));
      long slow = 0;
      for (int i = 0; i < broadcasts; i++) {
        slow += random.nextDouble() < share ? 1 : 0;
      }
      return new Outcome.Counted(Evidence.ofSlow(broadcasts, slow, false));
    };
  }

  /** The same, measured by an injector that is saturated above a load. */
  default SimulatedStage byAnInjectorThatEndsAt(double load) {
    return (probe, random) ->
        probe.load() > load
            ? new Outcome.Refused("injector busier than 80%: 60 of 60 seconds")
            : measure(probe, random);
  }
}
