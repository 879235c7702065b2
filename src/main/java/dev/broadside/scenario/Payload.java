package dev.broadside.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sizes of what markers become, filled up with {@code -}: one, or a mix with its shares. */
public record Payload(List<Share> shares) {
  static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** Keeps the order, which breaks ties of the shares. */
  public Payload {
    shares = List.copyOf(shares);
    BigDecimal sum = shares.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(ALL) != 0) {
      throw new IllegalArgumentException("the shares of a mix are 100% together, not " + sum + "%");
    }
  }

  /** How many of all broadcasts have a size. */
  public record Share(ByteSize size, BigDecimal percent) {
    /** Keeps the percentage in one spelling. */
    public Share {
      percent = percent.stripTrailingZeros();
    }

    /** The percentage as a scenario has it. */
    String text() {
      return percent.toPlainString() + "%";
    }
  }

  /** One size for all. */
  public static Payload of(ByteSize size) {
    return new Payload(List.of(new Share(size, ALL)));
  }

  /** The largest of the sizes. */
  public ByteSize largest() {
    return shares.stream()
        .map(Share::size)
        .max(Comparator.comparingInt(ByteSize::bytes))
        .orElseThrow();
  }

  /** The mean of what {@code measure} says of each size, by their shares. */
  public double mean(IntToLongFunction measure) {
    return shares.stream()
        .mapToDouble(
            each -> measure.applyAsLong(each.size().bytes()) * each.percent().doubleValue())
        .map(weighted -> weighted / ALL.doubleValue())
        .sum();
  }

  /**
   * How many of {@code broadcasts} have each size, in the order of the shares, by the largest
   * remainder: each gets the whole part of its quota, and what is left over goes one by one to
   * those who lost most by that.
   */
  public int[] counts(int broadcasts) {
    int[] counts = new int[shares.size()];
    List<BigDecimal> remainders = new ArrayList<>();
    int left = broadcasts;
    for (int i = 0; i < counts.length; i++) {
      BigDecimal quota =
          shares.get(i).percent().multiply(BigDecimal.valueOf(broadcasts)).movePointLeft(2);
      counts[i] = quota.setScale(0, RoundingMode.FLOOR).intValueExact();
      remainders.add(quota.subtract(BigDecimal.valueOf(counts[i])));
      left -= counts[i];
    }
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
        .limit(left)
        .forEach(i -> counts[i]++);
    return counts;
  }

  @Override
  public String toString() {
    return shares.size() == 1
        ? shares.getFirst().size().toString()
        : shares.stream()
            .map(share -> share.size() + ": " + share.text())
            .collect(Collectors.joining(", "));
  }
}
