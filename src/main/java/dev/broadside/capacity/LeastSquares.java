package dev.broadside.capacity;

import java.util.function.UnaryOperator;

/**
 * The parameters with the least sum of squared residuals, by Levenberg's and Marquardt's method:
 * Gauss's step where it leads down, and the more of the steepest descent the less it does. For few
 * parameters of a size around 1.
 */
final class LeastSquares {
  private static final double STEP = 1e-6;
  private static final double PRECISION = 1e-12;
  private static final int MOST_STEPS = 200;
  private static final double MOST_DAMPING = 1e12;

  private LeastSquares() {}

  /** Where it is, and how much is left there. */
  record Minimum(double[] at, double squares) {}

  static Minimum from(double[] start, UnaryOperator<double[]> residuals) {
    double[] at = start.clone();
    double[] left = residuals.apply(at);
    double squares = squares(left);
    double damping = 1e-3;
    for (int step = 0; step < MOST_STEPS && damping < MOST_DAMPING; step++) {
      double[][] slopes = slopes(at, residuals);
      double[] next = minus(at, solved(normal(slopes, damping), products(slopes, left)));
      double[] nextLeft = residuals.apply(next);
      double nextSquares = squares(nextLeft);
      if (!(nextSquares < squares)) {
        damping *= 10;
        continue;
      }
      boolean arrived = squares - nextSquares <= PRECISION * squares;
      at = next;
      left = nextLeft;
      squares = nextSquares;
      damping /= 10;
      if (arrived) {
        break;
      }
    }
    return new Minimum(at, squares);
  }

  static double squares(double[] residuals) {
    double sum = 0;
    for (double residual : residuals) {
      sum += residual * residual;
    }
    return sum;
  }

  /** How each residual changes with each parameter: one row for each parameter. */
  static double[][] slopes(double[] at, UnaryOperator<double[]> residuals) {
    double[][] slopes = new double[at.length][];
    for (int p = 0; p < at.length; p++) {
      double step = STEP * Math.max(1, Math.abs(at[p]));
      double[] up = at.clone();
      double[] down = at.clone();
      up[p] += step;
      down[p] -= step;
      double[] above = residuals.apply(up);
      double[] below = residuals.apply(down);
      slopes[p] = new double[above.length];
      for (int i = 0; i < above.length; i++) {
        slopes[p][i] = (above[i] - below[i]) / (2 * step);
      }
    }
    return slopes;
  }

  static double[][] normal(double[][] slopes, double damping) {
    double[][] normal = new double[slopes.length][];
    for (int p = 0; p < slopes.length; p++) {
      normal[p] = products(slopes, slopes[p]);
      normal[p][p] = normal[p][p] * (1 + damping) + Double.MIN_NORMAL;
    }
    return normal;
  }

  private static double[] products(double[][] slopes, double[] with) {
    double[] products = new double[slopes.length];
    for (int p = 0; p < slopes.length; p++) {
      for (int i = 0; i < with.length; i++) {
        products[p] += slopes[p][i] * with[i];
      }
    }
    return products;
  }

  /** Solves a symmetric, positive definite system by elimination. */
  static double[] solved(double[][] matrix, double[] right) {
    int size = right.length;
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = matrix[i].clone();
    }
    double[] solution = right.clone();
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = pivot + 1; row < size; row++) {
        double factor = rows[row][pivot] / rows[pivot][pivot];
        for (int column = pivot; column < size; column++) {
          rows[row][column] -= factor * rows[pivot][column];
        }
        solution[row] -= factor * solution[pivot];
      }
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int column = row + 1; column < size; column++) {
        solution[row] -= rows[row][column] * solution[column];
      }
      solution[row] /= rows[row][row];
    }
    return solution;
  }

  private static double[] minus(double[] from, double[] what) {
    double[] difference = from.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= what[i];
    }
    return difference;
  }
}
