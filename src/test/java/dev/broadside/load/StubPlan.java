package dev.broadside.load;

import java.util.List;

/**
 * What a stub stage does to the broadcasts that it gets.
 *
 * @param seed of all its draws
 * @param faulty whether it drops one delivery in a thousand and doubles one
 * @param stallAt the broadcast at which its event loop stops for two seconds, from 1; 0 is never
 */
public record StubPlan(StubSchedule schedule, long seed, boolean faulty, int stallAt) {

  /** The plan that {@link #arguments} wrote. */
  static StubPlan of(List<String> arguments) {
    return new StubPlan(
        StubSchedule.valueOf(arguments.get(0)),
        Long.parseLong(arguments.get(1)),
        Boolean.parseBoolean(arguments.get(2)),
        Integer.parseInt(arguments.get(3)));
  }

  List<String> arguments() {
    return List.of(
        schedule.name(), Long.toString(seed), Boolean.toString(faulty), Integer.toString(stallAt));
  }
}
