package dev.broadside.bench;

import dev.broadside.process.ProcessException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two sides measured in turns, A B B A, so that what the machine does meanwhile happens to both.
 * Absolute values move from machine to machine and from minute to minute; the ratio within a round
 * is what is told.
 *
 * @param ratio deliveries per second of B, as a share of A's
 */
public record Comparison(Spread a, Spread b, Spread ratio) {

  /** Measures. */
  public static Comparison of(Side a, Side b, Protocol protocol)
      throws ProcessException, InterruptedException {
    for (int i = 0; i < protocol.warmups(); i++) {
      a.perSecond(protocol.broadcasts());
      b.perSecond(protocol.broadcasts());
    }
    List<Double> as = new ArrayList<>();
    List<Double> bs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < protocol.rounds(); i++) {
      double firstA = a.perSecond(protocol.broadcasts());
      double firstB = b.perSecond(protocol.broadcasts());
      double secondB = b.perSecond(protocol.broadcasts());
      double secondA = a.perSecond(protocol.broadcasts());
      as.add(mean(firstA, secondA));
      bs.add(mean(firstB, secondB));
      ratios.add(bs.getLast() / as.getLast());
    }
    return new Comparison(Spread.of(as), Spread.of(bs), Spread.of(ratios));
  }

  /** Of two rates over the same number of deliveries: the harmonic mean is all over all time. */
  private static double mean(double first, double second) {
    return 2 / (1 / first + 1 / second);
  }
}
