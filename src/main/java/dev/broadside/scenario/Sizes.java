package dev.broadside.scenario;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the subscribers are spread over the rooms. */
public sealed interface Sizes {

  /** The weight of each of {@code rooms} rooms; only their proportions count. */
  double[] weights(int rooms);

  /** All rooms alike. Written {@code uniform}. */
  record Uniform() implements Sizes {
    @Override
    public double[] weights(int rooms) {
      double[] weights = new double[rooms];
      Arrays.fill(weights, 1);
      return weights;
    }

    @Override
    public String toString() {
      return "uniform";
    }
  }

  /**
   * Room k has a weight of 1 / k^s, as the popularity of many things has (Zipf's law). Written
   * {@code zipf 1.1}.
   *
   * @param exponent s; 0 is the same as uniform
   */
  record Zipf(BigDecimal exponent) implements Sizes {
    private static final Pattern FORM = Pattern.compile("zipf\\s+(\\d(?:\\.\\d{1,6})?)");

    @Override
    public double[] weights(int rooms) {
      double s = exponent.doubleValue();
      // StrictMath, for a run must be the same on every machine.
      return IntStream.rangeClosed(1, rooms).mapToDouble(k -> StrictMath.pow(k, -s)).toArray();
    }

    @Override
    public String toString() {
      return "zipf " + exponent.toPlainString();
    }
  }

  /**
   * A share of the subscribers for each room. Written {@code [50%, 30%, 20%]}.
   *
   * @param percents as many as there are rooms; 100 together
   */
  record Shares(List<BigDecimal> percents) implements Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");

    /** Takes a copy, and refuses what is not everybody. */
    public Shares {
      percents = List.copyOf(percents);
      BigDecimal sum = percents.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (sum.compareTo(BigDecimal.valueOf(100)) != 0) {
        throw new IllegalArgumentException("must be 100%% together, not %s%%".formatted(sum));
      }
    }

    @Override
    public double[] weights(int rooms) {
      return percents.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }

    /** The shares as a scenario writes them. */
    List<String> words() {
      return percents.stream().map(percent -> percent.toPlainString() + "%").toList();
    }

    @Override
    public String toString() {
      return words().stream().collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Reads {@code uniform} or {@code zipf 1.1}. */
  static Sizes parse(String text) {
    if (text.strip().equals("uniform")) {
      return new Uniform();
    }
    Matcher zipf = Zipf.FORM.matcher(text.strip());
    if (!zipf.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new Zipf(new BigDecimal(zipf.group(1)));
  }

  /** Reads {@code 50%}, {@code 30%}, {@code 20%}. */
  static Sizes parse(List<String> texts) {
    return new Shares(texts.stream().map(Sizes::percent).toList());
  }

  private static BigDecimal percent(String text) {
    Matcher share = Shares.FORM.matcher(text.strip());
    if (!share.matches()) {
      throw new IllegalArgumentException(
          "has '%s', which is no share: write it as 50%%".formatted(text));
    }
    return new BigDecimal(share.group(1));
  }

  /**
   * How many of {@code connections} each room has: the whole part of its quota, and one more for
   * the largest remainders (Hare's method) until all have a room; of equal ones the first.
   */
  default int[] split(int connections, int rooms) {
    double[] weights = weights(rooms);
    double sum = Arrays.stream(weights).sum();
    double[] quotas = Arrays.stream(weights).map(w -> connections * w / sum).toArray();
    int[] sizes = Arrays.stream(quotas).mapToInt(quota -> (int) Math.floor(quota)).toArray();
    int left = connections - Arrays.stream(sizes).sum();
    IntStream.range(0, rooms)
        .boxed()
        .sorted(Comparator.comparingDouble(room -> sizes[room] - quotas[room]))
        .limit(left)
        .forEach(room -> sizes[room]++);
    return sizes;
  }
}
