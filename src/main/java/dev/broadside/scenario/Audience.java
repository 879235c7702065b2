package dev.broadside.scenario;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who must receive a broadcast.
 *
 * @param connections how many subscribers are opened
 * @param settle how long a connection must have been open before it counts as joined
 * @param rooms how many rooms they are spread over; a broadcast goes to one of them
 * @param sizes how they are spread
 * @param repeats whether the design sends a message again on purpose, as one with a history does
 * @param witnesses how many connections of the witness listen beside them, which are not of the
 *     audience
 * @param churn who leaves and joins again, or {@code null} when everybody stays
 */
public record Audience(
    int connections,
    Duration settle,
    int rooms,
    Sizes sizes,
    boolean repeats,
    int witnesses,
    @Nullable Churn churn) {

  /** More would be a load of their own. */
  static final int MOST_WITNESSES = 16;

  /** Fewer could see no error, however many they are compared with. */
  static final int FEWEST_WITNESSES = 7;

  private static final int ENOUGH_FOR_SEVEN = 32;
  private static final int ENOUGH_FOR_FIFTEEN = 150;

  /** An audience that stays. */
  public Audience(
      int connections, Duration settle, int rooms, Sizes sizes, boolean repeats, int witnesses) {
    this(connections, settle, rooms, sizes, repeats, witnesses, null);
  }

  /** An audience without a witness. */
  public Audience(int connections, Duration settle, int rooms, Sizes sizes, boolean repeats) {
    this(connections, settle, rooms, sizes, repeats, 0);
  }

  /** An audience in one room, of a design that sends nothing twice. */
  public Audience(int connections, Duration settle) {
    this(connections, settle, 1, new Sizes.Uniform(), false);
  }

  /**
   * How many witnesses there are where nobody says: none where so few connections could not tell,
   * and as many as are no more than a tenth of many. An odd number has a middle.
   */
  static int witnessesFor(int connections) {
    if (connections < ENOUGH_FOR_SEVEN) {
      return 0;
    }
    return connections < ENOUGH_FOR_FIFTEEN ? FEWEST_WITNESSES : 15;
  }
}
