package dev.broadside.capacity;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is varied until the SLO breaks; the rest of the scenario stays as it is. */
public enum Quantity {
  /**
   * All subscribers. Where they are in several rooms there are more rooms, as large as before; who
   * are in one room stay in one, and rooms that are shares of the audience grow with it.
   */
  CONNECTIONS("connections", 10, 1),
  /** Broadcasts a second, over all publishers. */
  RATE("broadcasts/s", 5, 0),
  /** The members of a room, on average; there are as many rooms as before. */
  ROOM("members of a room", 10, 1);

  private final String unit;
  private final double least;
  private final double quantum;

  Quantity(String unit, double least, double quantum) {
    this.unit = unit;
    this.least = least;
    this.quantum = quantum;
  }

  /** What a load is a number of. */
  public String unit() {
    return unit;
  }

  /** As the command line and files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The load with its unit, for people. */
  public String words(double load) {
    return Text.plain(load) + (this == RATE ? "/s" : " " + unit);
  }

  double quantum() {
    return quantum;
  }

  /**
   * The least load that is worth a search: some connections, or as many broadcasts a second as make
   * a 99th percentile in a minute.
   */
  double least() {
    return least;
  }

  /** What a scenario has. */
  double of(Scenario scenario) {
    Audience audience = scenario.audience();
    return switch (this) {
      case CONNECTIONS -> audience.connections();
      case RATE -> scenario.publish().pace().first().perSecond();
      case ROOM -> Math.max(1, Math.rint((double) audience.connections() / audience.rooms()));
    };
  }

  /** How many rooms the scenario has at {@code load}. */
  int rooms(Scenario scenario, double load) {
    Audience audience = scenario.audience();
    return addsRooms(scenario)
        ? (int) Math.max(1, Math.round(load * audience.rooms() / audience.connections()))
        : audience.rooms();
  }

  /** Rooms that are shares of the audience grow with it. */
  private boolean addsRooms(Scenario scenario) {
    Audience audience = scenario.audience();
    return this == CONNECTIONS
        && audience.rooms() > 1
        && !(audience.sizes() instanceof Sizes.Shares);
  }

  /** What {@code --set} must say to make the scenario have {@code load}. */
  List<String> overrides(Scenario scenario, double load) {
    return switch (this) {
      case RATE -> List.of("publish.rate=" + new Rate(load));
      case ROOM ->
          List.of("audience.connections=" + Math.round(load * scenario.audience().rooms()));
      case CONNECTIONS -> {
        List<String> overrides = new ArrayList<>();
        overrides.add("audience.connections=" + Math.round(load));
        if (addsRooms(scenario)) {
          overrides.add("audience.rooms=" + rooms(scenario, load));
        }
        yield overrides;
      }
    };
  }
}
