package dev.broadside.measure;

import java.util.Arrays;

/**
 * The median latency of each of some connections, and the 90th percentile, of the measured window.
 * For those of the audience it hears what the recorder settled, so a delivery counts that came
 * before the books closed, on the conductor's thread; a witness's arrivals are added one by one.
 * Not for two threads at once.
 */
public final class ConnectionMedians implements Recorder.Listener {
  private final int[] places;
  private final Reservoir[] reservoirs;

  /**
   * Of {@code sampled} connections, by their numbers.
   *
   * @param seed of what is kept of a connection that has more than fits
   */
  public ConnectionMedians(int[] sampled, int connections, long seed) {
    places = new int[connections];
    Arrays.fill(places, -1);
    reservoirs = new Reservoir[sampled.length];
    for (int place = 0; place < sampled.length; place++) {
      places[sampled[place]] = place;
      reservoirs[place] = new Reservoir(seed + place);
    }
  }

  @Override
  public void settled(Settled broadcast) {
    for (int i = 0; i < broadcast.delivered(); i++) {
      add(broadcast.connection(i), broadcast.latencyNanos(i));
    }
  }

  /** A delivery at a connection, which is left out when it is none of the sampled. */
  public void add(int connection, long nanos) {
    int place = places[connection];
    if (place >= 0) {
      reservoirs[place].add(nanos);
    }
  }

  /** The medians in nanoseconds of those that got anything, in no order that means something. */
  public double[] nanos() {
    return Arrays.stream(reservoirs)
        .filter(each -> !each.isEmpty())
        .mapToDouble(Reservoir::median)
        .toArray();
  }

  /** The 90th percentiles of those that got {@link WitnessTail#FEWEST} or more. */
  public double[] tailNanos() {
    return Arrays.stream(reservoirs)
        .filter(each -> each.seen() >= WitnessTail.FEWEST)
        .mapToDouble(each -> each.quantile(WitnessTail.SHARE))
        .toArray();
  }
}
