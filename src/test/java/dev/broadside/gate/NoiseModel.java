package dev.broadside.gate;

import java.util.random.RandomGenerator;

/** What a machine adds to the logarithm of a fork's time, fork after fork of one session. */
enum NoiseModel {
  NORMAL_3("normal, SD 3%"),
  NORMAL_10("normal, SD 10%"),
  STUDENT_3("Student t, 3 degrees, times 3%"),
  DRIFT("normal 3%, a walk of 1% a fork, 20% over the session"),
  BIMODAL("normal 3%, and 8% more in 30% of the forks");

  private static final double SMALL = 0.03;
  private static final double STEP = 0.01;

  private final String words;

  NoiseModel(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** The noise of a session of {@code forks}. */
  Session session(RandomGenerator random, int forks) {
    return new Session(this, random, forks);
  }

  /** One session, in which time only goes on. */
  static final class Session {
    private final NoiseModel model;
    private final RandomGenerator random;
    private final int forks;
    private int fork;
    private double walk;

    private Session(NoiseModel model, RandomGenerator random, int forks) {
      this.model = model;
      this.random = random;
      this.forks = forks;
    }

    /** The noise of the next fork. */
    double next() {
      fork++;
      return switch (model) {
        case NORMAL_3 -> normal(SMALL);
        case NORMAL_10 -> normal(0.10);
        case STUDENT_3 -> SMALL * student3();
        case DRIFT -> {
          walk += normal(STEP);
          yield normal(SMALL) + walk + Math.log(1.2) * fork / forks;
        }
        case BIMODAL -> normal(SMALL) + (random.nextDouble() < 0.3 ? Math.log(1.08) : 0);
      };
    }

    private double normal(double deviation) {
      return deviation * random.nextGaussian();
    }

    private double student3() {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double z = random.nextGaussian();
        squares += z * z;
      }
      return random.nextGaussian() / Math.sqrt(squares / 3);
    }
  }
}
