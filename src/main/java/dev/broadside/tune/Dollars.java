package dev.broadside.tune;

import dev.broadside.aws.Prices;

/**
 * What a million broadcasts cost, in US dollars, by what is paid for.
 *
 * @param reads units of lookups
 * @param indexWrites units that joins and leaves take beside the connection table
 * @param lambda requests and GB-seconds
 * @param messages in and out
 * @param minutes that connections are open meanwhile
 * @param queue requests
 */
public record Dollars(
    double reads,
    double indexWrites,
    double lambda,
    double messages,
    double minutes,
    double queue) {
  private static final double MILLION = 1e6;

  double total() {
    return reads + indexWrites + lambda + messages + minutes + queue;
  }

  /** What a million of lookups cost. */
  static double reads(double units, Prices prices) {
    return MILLION * units * prices.dynamoDb().readUnit();
  }

  /** What the joins cost that come, and go, while a million broadcasts are made. */
  static double indexWrites(long joinUnits, TuningInputs inputs, Prices prices) {
    return MILLION
        * inputs.joins()
        / inputs.broadcasts()
        * joinUnits
        * prices.dynamoDb().writeUnit();
  }

  /** What it costs to keep all connections open for so long. */
  static double minutes(TuningInputs inputs, Prices prices) {
    double minutes = MILLION / inputs.broadcasts() / 60;
    return inputs.connections() * minutes * prices.webSocket().connectionMinute();
  }
}
