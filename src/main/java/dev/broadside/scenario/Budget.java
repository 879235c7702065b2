package dev.broadside.scenario;

import java.time.Duration;
import java.util.Locale;

/** Whether a scenario, as it is planned, stays within its own limits. */
final class Budget {
  /** Users are injected over a second at least. */
  private static final long SHORTEST_RAMP = 1_000_000_000;

  private Budget() {}

  static void check(Scenario scenario, Section limits) throws ScenarioException {
    checkMessages(scenario, limits);
    checkDuration(scenario, limits);
  }

  private static void checkMessages(Scenario scenario, Section limits) throws ScenarioException {
    Publish publish = scenario.publish();
    long broadcasts = (long) publish.warmupBroadcasts() + publish.plannedBroadcasts();
    long connections = scenario.handshakes();
    Audience audience = scenario.audience();
    long messages = Rooms.messages(audience, publish.publishers(), broadcasts);
    long over = messages - scenario.limits().messages();
    if (over > 0) {
      throw limits.error(
          "messages",
          "is exceeded by %s: %s broadcasts to %s%s connections, publishers and witnesses among them, are %s messages"
                  .formatted(
                      grouped(over),
                      grouped(broadcasts),
                      audience.rooms() == 1 ? "" : audience.rooms() + " rooms of ",
                      grouped(connections),
                      grouped(messages))
              + " with the publishes; raise limits.messages, or lower publish.rate or"
              + " audience.connections");
    }
  }

  private static void checkDuration(Scenario scenario, Section limits) throws ScenarioException {
    Publish publish = scenario.publish();
    Duration connect = connecting(scenario);
    long seconds = ceilSeconds(whole(scenario));
    long over = seconds - scenario.limits().duration().toSeconds();
    if (over > 0) {
      throw limits.error(
          "duration",
          "is exceeded by %ss: connecting (%ss), warmup (%s), for (%s) and drain (%s) take %ss; raise"
                  .formatted(
                      grouped(over),
                      grouped(ceilSeconds(connect)),
                      DurationText.format(publish.warmup()),
                      DurationText.format(publish.duration()),
                      DurationText.format(publish.drain()),
                      grouped(seconds))
              + " limits.duration, shorten publish.for or raise connect.rate");
    }
  }

  private static Duration connecting(Scenario scenario) {
    return Duration.ofNanos(
        Math.max(SHORTEST_RAMP, scenario.connect().rate().offsetNanos(scenario.handshakes())));
  }

  /** How long a run takes as it is planned, from its first handshake to its end. */
  static Duration whole(Scenario scenario) {
    Publish publish = scenario.publish();
    return connecting(scenario)
        .plus(scenario.audience().settle())
        .plus(publish.warmup())
        .plus(publish.duration())
        .plus(publish.drain());
  }

  private static long ceilSeconds(Duration duration) {
    return duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
  }

  /** A number as error messages print it: 1,000,000 in every locale. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
