package dev.broadside.capacity;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The Universal Scalability Law through measured points:
 *
 * <pre>  X(N) = l N / (1 + a (N - 1) + b N (N - 1))</pre>
 *
 * where {@code l} is what one does alone, {@code a} the share of the work that cannot be done side
 * by side (contention), and {@code b} what each pair costs (coherency). Its peak is at {@code N* =
 * sqrt((1 - a) / b)}.
 *
 * <p>Measured throughputs are off by a share and not by an amount, so logarithms are fitted; in
 * these {@code ln l} is the mean of what is left and needs no search. Parameters are fitted as
 * {@code a M} and {@code b M²} with M the largest N, which are of the size of 1.
 *
 * <p>A 95% interval is where the least sum of squares that the rest of the parameters can reach
 * stays below {@code S (1 + t² / v)}: S is the least of all, v = n - 3, and t Student's quantile.
 * Where a law is as curved as this one, such an interval covers as often as it says, while one of
 * standard errors does not, and it is also right for the peak, which is no parameter.
 *
 * @see <a href="https://www.perfdynamics.com/Manifesto/USLscalability.html">Gunther, the Universal
 *     Scalability Law</a>
 */
final class UslFit {
  /** With fewer there is nothing left to tell the error from. */
  static final int FEWEST = 5;

  /** Between sizes that are nearer than that no two coefficients can be told apart. */
  private static final double LEAST_SPREAD = 2;

  private static final double TAIL = 0.025;
  private static final double UNUSUAL = 0.01;
  private static final double NARROW = 0.25;
  private static final int HALVINGS = 40;
  private static final int DOUBLINGS = 40;
  private static final double IMPOSSIBLE = 1e3;

  private final double[] sizes;
  private final double[] logs;
  private final double largest;
  private final LeastSquares.Minimum best;
  private final double bound;

  /** Throughput {@code x} at size {@code n}. */
  record Measured(double n, double x) {}

  private UslFit(List<Measured> points) {
    sizes = points.stream().mapToDouble(Measured::n).toArray();
    logs = points.stream().mapToDouble(p -> Math.log(p.x() / p.n())).toArray();
    largest = points.stream().mapToDouble(Measured::n).max().orElseThrow();
    best = LeastSquares.from(new double[] {0.1, 0.1}, s -> centred(rest(s)));
    int freedom = sizes.length - 3;
    double t = IncompleteBeta.studentQuantile(TAIL, freedom);
    bound = best.squares() * (1 + t * t / freedom);
  }

  /** The law, if there are points enough at sizes different enough. */
  static Optional<UslFit> of(List<Measured> points) {
    DoubleSummaryStatistics sizes = points.stream().mapToDouble(Measured::n).summaryStatistics();
    long different = points.stream().mapToDouble(Measured::n).distinct().count();
    boolean enough = points.size() >= FEWEST && different >= FEWEST - 1;
    return enough && sizes.getMax() >= LEAST_SPREAD * sizes.getMin()
        ? Optional.of(new UslFit(points))
        : Optional.empty();
  }

  /** ln(X / N) + ln(the denominator), which is ln l and noise. */
  private double[] rest(double[] scaled) {
    double[] rest = new double[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      double n = sizes[i] / largest;
      double one = 1 / largest;
      double denominator = 1 + scaled[0] * (n - one) + scaled[1] * n * (n - one);
      rest[i] = denominator > 0 ? logs[i] + Math.log(denominator) : IMPOSSIBLE * (1 + i);
    }
    return rest;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] centred(double[] values) {
    double mean = mean(values);
    double[] centred = values.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= mean;
    }
    return centred;
  }

  private double alphaValue() {
    return best.at()[0] / largest;
  }

  private double betaValue() {
    return best.at()[1] / largest / largest;
  }

  /** What one does alone. */
  Interval lambda() {
    double log = mean(rest(best.at()));
    DoubleUnaryOperator least =
        fixed -> {
          UnaryOperator<double[]> residuals =
              s -> {
                double[] rest = rest(s);
                for (int i = 0; i < rest.length; i++) {
                  rest[i] -= fixed;
                }
                return rest;
              };
          return LeastSquares.from(best.at(), residuals).squares();
        };
    return new Interval(
        Math.exp(log), Math.exp(end(least, log, -0.1)), Math.exp(end(least, log, 0.1)));
  }

  /** Contention. */
  Interval alpha() {
    double at = best.at()[0];
    DoubleUnaryOperator least = fixed -> alone(best.at()[1], other -> new double[] {fixed, other});
    return estimate(at, least, largest);
  }

  /** Coherency. */
  Interval beta() {
    double at = best.at()[1];
    DoubleUnaryOperator least = fixed -> alone(best.at()[0], other -> new double[] {other, fixed});
    return estimate(at, least, largest * largest);
  }

  private Interval estimate(double at, DoubleUnaryOperator least, double scale) {
    double step = 0.1 * Math.max(0.1, Math.abs(at));
    return new Interval(at / scale, end(least, at, -step) / scale, end(least, at, step) / scale);
  }

  /** The least that is left when one parameter is free. */
  private double alone(double start, DoubleFunction<double[]> both) {
    return LeastSquares.from(new double[] {start}, free -> centred(rest(both.apply(free[0]))))
        .squares();
  }

  /** Where the least that is left crosses the bound, going from {@code at} by growing steps. */
  private double end(DoubleUnaryOperator least, double at, double step) {
    double inside = at;
    double outside = at + step;
    for (int i = 0; i < DOUBLINGS && least.applyAsDouble(outside) < bound; i++) {
      inside = outside;
      outside = at + 2 * (outside - at);
    }
    if (least.applyAsDouble(outside) < bound) {
      return Math.copySign(Double.POSITIVE_INFINITY, step);
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (least.applyAsDouble(middle) < bound) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return outside;
  }

  /** The size of the largest throughput, where it is known to less than 25% to either side. */
  Optional<Interval> peak() {
    double square = (1 - alphaValue()) / betaValue();
    if (!(square > 0) || Double.isInfinite(square)) {
      return Optional.empty();
    }
    double log = Math.log(Math.sqrt(square));
    DoubleUnaryOperator least =
        fixed -> {
          double peak = Math.exp(fixed) / largest;
          return alone(
              best.at()[0],
              a -> new double[] {a, largest * (1 - a / largest) / (peak * peak) / largest});
        };
    double limit = Math.log(1 + NARROW);
    if (least.applyAsDouble(log + limit) < bound
        || least.applyAsDouble(log + Math.log(1 - NARROW)) < bound) {
      return Optional.empty();
    }
    return Optional.of(
        new Interval(
            Math.exp(log),
            Math.exp(end(least, log, -limit / 4)),
            Math.exp(end(least, log, limit / 4))));
  }

  /** The law's throughput. */
  double at(double n) {
    double log = mean(rest(best.at()));
    return Math.exp(log) * n / (1 + alphaValue() * (n - 1) + betaValue() * n * (n - 1));
  }

  /**
   * Which points did more than a law through the others allows at 99%: no such system does more
   * than it can, so there the measurement is to be doubted. By residuals that are scaled with the
   * spread that is left without them.
   */
  List<Integer> above() {
    double[] left = centred(rest(best.at()));
    double[][] slopes = LeastSquares.slopes(best.at(), s -> centred(rest(s)));
    int freedom = sizes.length - 4;
    double unusual = IncompleteBeta.studentQuantile(UNUSUAL, freedom);
    List<Integer> above = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      double[] own = {slopes[0][i], slopes[1][i]};
      double[] pull = LeastSquares.solved(LeastSquares.normal(slopes, 0), own);
      double lever = 1.0 / sizes.length + own[0] * pull[0] + own[1] * pull[1];
      double without = best.squares() - left[i] * left[i] / (1 - lever);
      double spread = Math.sqrt(Math.max(0, without) / freedom * (1 - lever));
      if (left[i] > unusual * spread && left[i] > 1e-9) {
        above.add(i);
      }
    }
    return above;
  }
}
