package dev.broadside.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * What was counted at a load.
 *
 * @param broadcasts whose books closed, complete or not
 * @param above how many of them were above each limit of the {@link Goal}, in its order; one that
 *     somebody missed is above all of them
 * @param lost deliveries
 * @param duplicate deliveries
 * @param unexpected deliveries
 * @param refused broadcasts that the stage did not take
 * @param throttled posts, handshakes and messages that were answered 429
 * @param growing whether the last receiver's latency grew throughout
 */
public record Evidence(
    long broadcasts,
    List<Long> above,
    long lost,
    long duplicate,
    long unexpected,
    long refused,
    Throttled throttled,
    boolean growing) {

  /** What was answered 429, by what it was. */
  public record Throttled(long posts, long handshakes, long messages) {
    /** Nothing. */
    public static final Throttled NONE = new Throttled(0, 0, 0);

    private Throttled plus(Throttled more) {
      return new Throttled(
          posts + more.posts, handshakes + more.handshakes, messages + more.messages);
    }
  }

  /** Broadcasts of which some were slow, by one limit, and nothing else to be said. */
  public static Evidence ofSlow(long broadcasts, long slow, boolean growing) {
    return new Evidence(broadcasts, List.of(slow), 0, 0, 0, 0, Throttled.NONE, growing);
  }

  /**
   * Both of them: the same load, measured again. How many deliveries may go wrong is said of one
   * run, so the worse of both counts; to add them up would break what was measured longest.
   */
  Evidence plus(Evidence more) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      sums.add(above.get(i) + more.above.get(i));
    }
    return new Evidence(
        broadcasts + more.broadcasts,
        sums,
        Math.max(lost, more.lost),
        Math.max(duplicate, more.duplicate),
        Math.max(unexpected, more.unexpected),
        refused + more.refused,
        throttled.plus(more.throttled),
        growing || more.growing);
  }
}
