package dev.broadside.capacity;

import dev.broadside.aws.Cost;
import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Rooms;
import dev.broadside.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a point becomes a run: the scenario with another load, for as long as its broadcasts take.
 *
 * @param scenario as it is written
 * @param shortest a point lasts so long at least, whatever its broadcasts take
 */
public record PointPlan(Scenario scenario, Quantity quantity, Goal goal, Duration shortest) {
  /** A minute: what a stage takes in a burst it must also have to take on average. */
  public static final Duration SHORTEST = Duration.ofSeconds(60);

  /** Starting a stage, waiting for a witness and writing a report. */
  private static final Duration BESIDES = Duration.ofSeconds(15);

  private static final long ANY_NUMBER = 1_000_000_000;

  /** Refuses scenarios whose broadcasts are not independent, or whose load changes. */
  public void check() throws CapacityException {
    Publish publish = scenario.publish();
    if (!publish.pace().isSteady()) {
      throw new CapacityException(
          "the scenario's rate changes (publish.steps), and a capacity is found at steady loads:"
              + " write publish.rate");
    }
    if (publish.arrival() instanceof Arrival.Burst) {
      throw new CapacityException(
          "the scenario publishes in bursts, whose broadcasts wait for each other, so that they"
              + " cannot be counted one by one: write publish.arrival: constant or poisson");
    }
    if (!scenario.faults().isEmpty()) {
      throw new CapacityException(
          "the scenario has faults, and would break for them at any load: --set 'faults=[]'");
    }
  }

  /**
   * Where a search begins and ends, unless its user knows better.
   *
   * @param from the least load; not a number where nobody says
   */
  public Plan search(double from, double to) throws CapacityException {
    boolean usual = Double.isNaN(from);
    double quantum = quantity.quantum();
    if (quantum > 0 && (to % quantum != 0 || (!usual && from % quantum != 0))) {
      throw new CapacityException(
          "--from and --to are numbers of %s: write whole ones".formatted(quantity.unit()));
    }
    double own = quantity.of(scenario);
    double least = usual ? Math.min(to, Math.min(own, quantity.least())) : from;
    double start = Math.max(least, Math.min(own, to));
    return new Plan(goal, least, start, to, quantity.quantum());
  }

  /** What {@code --set} must say to make the run of a point. */
  public List<String> overrides(Probe probe) {
    List<String> overrides = new ArrayList<>(quantity.overrides(scenario, probe.load()));
    long seconds = seconds(probe);
    overrides.add("publish.for=" + seconds + "s");
    overrides.add("limits.duration=" + time(probe).multipliedBy(2).toSeconds() + "s");
    if (scenario.isLocal()) {
      overrides.add("limits.messages=" + ANY_NUMBER);
    }
    return overrides;
  }

  /** How many broadcasts are due in a second. */
  public double perSecond(Probe probe) {
    return quantity == Quantity.RATE ? probe.load() : scenario.publish().pace().first().perSecond();
  }

  private long seconds(Probe probe) {
    double broadcasts = goal.broadcastsNeeded() / perSecond(probe);
    return probe.times() * Math.max(shortest.toSeconds(), (long) Math.ceil(broadcasts));
  }

  private long connections(Probe probe) {
    return switch (quantity) {
      case RATE -> scenario.audience().connections();
      case CONNECTIONS -> Math.round(probe.load());
      case ROOM -> Math.round(probe.load() * scenario.audience().rooms());
    };
  }

  /** About how long a point takes, from the first process to its result. */
  public Duration time(Probe probe) {
    Publish publish = scenario.publish();
    Rate connects = scenario.connect().rate();
    return Duration.ofSeconds(seconds(probe))
        .plus(publish.warmup())
        .plus(publish.drain())
        .plus(scenario.audience().settle())
        .plusNanos(connects.offsetNanos(connections(probe) + publish.publishers()))
        .plus(BESIDES);
  }

  /** About what API Gateway charges for a point, in dollars; nothing for a local stage. */
  public double usd(Probe probe) {
    if (scenario.isLocal()) {
      return 0;
    }
    Publish publish = scenario.publish();
    double time = publish.warmup().toSeconds() + seconds(probe);
    long broadcasts = (long) Math.ceil(time * perSecond(probe));
    Audience own = scenario.audience();
    Audience then =
        new Audience(
            (int) connections(probe),
            own.settle(),
            quantity.rooms(scenario, probe.load()),
            own.sizes(),
            own.repeats(),
            own.witnesses());
    double messages =
        Rooms.messages(then, publish.publishers(), broadcasts)
            * publish.payload().mean(Cost::meteredMessages);
    return Cost.usd(Math.round(messages), connections(probe) * time / 60);
  }

  /** A point in words. */
  public String words(Probe probe) {
    return String.format(
        Locale.ROOT,
        "%s (%s, %d s)",
        quantity.words(probe.load()),
        probe.times() == 1 ? probe.purpose().words() : "undecided: more broadcasts",
        seconds(probe));
  }
}
