package dev.broadside.cli;

import dev.broadside.scenario.Churn;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Renewal;
import dev.broadside.scenario.Scenario;
import java.time.Duration;
import java.util.Locale;

/**
 * What a plan says of connections that come and go: how many more connects they are, and how many
 * at once. API Gateway takes 500 new ones a second in an account and region, unless it was raised:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
record ChurnPlan(Scenario scenario) {
  private static final int AWS_CONNECTS_PER_SECOND = 500;

  /** Its lines; empty when everybody stays. */
  String lines() {
    return churn() + renewal();
  }

  private Duration publishing() {
    Publish publish = scenario.publish();
    return publish.warmup().plus(publish.duration());
  }

  private String churn() {
    Churn churn = scenario.audience().churn();
    if (churn == null) {
      return "";
    }
    long connects = churn.leaving(publishing()) + churn.stormy(scenario.audience().connections());
    return String.format(
        Locale.ROOT,
        "Churn        %s: about %,d more connects, at most %,.0f/s; API Gateway takes %d/s%n",
        churn,
        connects,
        peak(churn),
        AWS_CONNECTS_PER_SECOND);
  }

  /** A storm comes back as fast as {@code connect.rate} allows, with all others. */
  private double peak(Churn churn) {
    double steady = churn.leave() == null ? 0 : churn.leave().perSecond();
    double most = scenario.connect().rate().perSecond();
    double storm = 0;
    for (Churn.Storm each : churn.storms()) {
      double seconds = each.spread().toNanos() / 1e9;
      int leaving = each.leaving(scenario.audience().connections());
      storm = Math.max(storm, seconds == 0 ? most : leaving / seconds);
    }
    return Math.min(most, Math.ceil(steady + storm));
  }

  private String renewal() {
    Renewal renewal = scenario.connect().renewal();
    if (!renewal.isPlanned()) {
      return "";
    }
    long connections = scenario.audience().connections() + (long) scenario.publish().publishers();
    return String.format(
        Locale.ROOT,
        "Renewal      %s: about %,d more connects, spread evenly, before API Gateway cuts a"
            + " connection after 2 h, or 10 min without a message; planned, and no errors%n",
        renewal,
        renewal.renewals(connections, publishing()));
  }

  /** A line when the connects are more than API Gateway takes; else empty. */
  String warning() {
    Churn churn = scenario.audience().churn();
    return churn == null || peak(churn) <= AWS_CONNECTS_PER_SECOND
        ? ""
        : String.format(
            Locale.ROOT,
            "Warning      up to %,.0f come back in a second: API Gateway takes %d new connections a"
                + " second; lower connect.rate, or give the storms a spread%n",
            peak(churn),
            AWS_CONNECTS_PER_SECOND);
  }
}
