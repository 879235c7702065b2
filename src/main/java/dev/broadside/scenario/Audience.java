package dev.broadside.scenario;

import java.time.Duration;

/**
 * Who must receive a broadcast.
 *
 * @param connections how many subscribers are opened
 * @param settle how long a connection must have been open before it counts as joined
 * @param rooms how many rooms they are spread over; a broadcast goes to one of them
 * @param sizes how they are spread
 * @param repeats whether the design sends a message again on purpose, as one with a history does
 */
public record Audience(int connections, Duration settle, int rooms, Sizes sizes, boolean repeats) {

  /** An audience in one room, of a design that sends nothing twice. */
  public Audience(int connections, Duration settle) {
    this(connections, settle, 1, new Sizes.Uniform(), false);
  }
}
