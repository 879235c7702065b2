package dev.broadside.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large the rooms of a table are, as its broadcasts meet them: each size with its share of the
 * broadcasts. Rooms are skewed, and what a lookup reads is rounded up, so what is computed with
 * this is computed for each size and then added up by the shares.
 *
 * <p>Every connection is taken to publish as often as any other. A broadcast then comes from a room
 * of s connections s times as often as from a room of one: its share is that of the connections.
 *
 * @param sizes in ascending order; their shares add up to one
 */
public record RoomSizes(List<Size> sizes) {
  /* Enough for a curve, few enough for a page that computes again with every move of a slider. */
  private static final int MOST_SIZES = 48;
  private static final double STEPS_A_DECADE = 10;

  /** Rooms of so many connections, and the share of the broadcasts that is theirs. */
  public record Size(int connections, double share) {}

  /** Copies the list. */
  public RoomSizes {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException("there are no rooms: a distribution needs one");
    }
    sizes = List.copyOf(sizes);
  }

  /** All rooms have {@code room} connections. */
  public static RoomSizes alike(int room) {
    return new RoomSizes(List.of(new Size(room, 1)));
  }

  /**
   * Estimated from a sample that has each connection with probability {@code fraction}.
   *
   * <p>Of a room of s connections from which one is in the sample, each of the s - 1 others is in
   * it with that probability. So where k are, {@code 1 + (k - 1) / fraction} is s on average, seen
   * from any of them. One room's estimate is blurred, the more the smaller room and fraction; means
   * over many connections are not. Where all was read, it is s itself.
   *
   * @param members of each room that is in the sample
   */
  public static RoomSizes sampled(List<Long> members, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a sample is a part of all, not " + fraction);
    }
    double all = members.stream().mapToLong(Long::longValue).sum();
    TreeMap<Integer, Long> seen = new TreeMap<>();
    for (long k : members) {
      int size = (int) Math.min(Integer.MAX_VALUE, Math.round(1 + (k - 1) / fraction));
      seen.merge(size, k, Long::sum);
    }
    TreeMap<Integer, Double> shares = new TreeMap<>();
    seen.forEach((size, count) -> shares.put(size, count / all));
    return new RoomSizes(shares.size() <= MOST_SIZES ? list(shares) : grouped(shares));
  }

  private static List<Size> list(TreeMap<Integer, Double> shares) {
    return shares.entrySet().stream().map(one -> new Size(one.getKey(), one.getValue())).toList();
  }

  /** By tenths of a decade, each with its mean; the largest room stays what it is. */
  private static List<Size> grouped(TreeMap<Integer, Double> shares) {
    Map.Entry<Integer, Double> largest = shares.lastEntry();
    TreeMap<Integer, List<Map.Entry<Integer, Double>>> groups = new TreeMap<>();
    for (Map.Entry<Integer, Double> one : shares.headMap(largest.getKey()).entrySet()) {
      int group = (int) Math.floor(STEPS_A_DECADE * Math.log10(one.getKey()));
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(one);
    }
    TreeMap<Integer, Double> means = new TreeMap<>();
    for (List<Map.Entry<Integer, Double>> group : groups.values()) {
      double share = group.stream().mapToDouble(Map.Entry::getValue).sum();
      double mean = group.stream().mapToDouble(one -> one.getKey() * one.getValue()).sum() / share;
      means.merge((int) Math.round(mean), share, Double::sum);
    }
    means.merge(largest.getKey(), largest.getValue(), Double::sum);
    return list(means);
  }

  /** Whether there is nothing to distinguish. */
  boolean isAlike() {
    return sizes.size() == 1;
  }

  /** As a sentence has it, after "rooms of". */
  String words() {
    return isAlike()
        ? Numbers.whole(largest())
        : "%s to %s (half of the broadcasts from %s or fewer)"
            .formatted(
                Numbers.whole(sizes.getFirst().connections),
                Numbers.whole(largest()),
                Numbers.whole(quantile(0.5)));
  }

  /** The size that this part of the broadcasts does not exceed. */
  public int quantile(double part) {
    double below = 0;
    for (Size size : sizes) {
      below += size.share;
      // Shares of a thousand rooms add up to almost one.
      if (below >= part - 1e-9) {
        return size.connections;
      }
    }
    return largest();
  }

  int largest() {
    return sizes.getLast().connections;
  }

  /** The mean audience of a broadcast. */
  public double mean() {
    return sizes.stream().mapToDouble(size -> size.connections * size.share).sum();
  }

  /** The same where no room has more than {@code most}. */
  RoomSizes within(int most) {
    TreeMap<Integer, Double> shares = new TreeMap<>();
    sizes.forEach(size -> shares.merge(Math.min(most, size.connections), size.share, Double::sum));
    return new RoomSizes(list(shares));
  }
}
