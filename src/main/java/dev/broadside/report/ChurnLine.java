package dev.broadside.report;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who was made to leave, came back and missed what meanwhile, in one line. */
final class ChurnLine {
  private ChurnLine() {}

  /** The line; empty when everybody stayed. */
  static Optional<String> of(RunSummary summary) {
    RunSummary.Churn churn = summary.connections().churn();
    return churn == null
        ? Optional.empty()
        : Optional.of(
            String.join(
                "; ",
                departures(churn),
                returns(churn),
                deliveries(churn, summary.deliveries().churned())));
  }

  private static String departures(RunSummary.Churn churn) {
    List<String> parts = new ArrayList<>();
    if (churn.planned() != 0 || churn.renewals() == 0) {
      parts.add(Figures.count(churn.leaves()) + " of " + Figures.count(churn.planned()) + " left");
    }
    if (churn.storms() != 0) {
      parts.add(Figures.count(churn.storms()) + (churn.storms() == 1 ? " storm" : " storms"));
    }
    if (churn.renewals() != 0) {
      parts.add(
          Figures.count(churn.renewals()) + " replaced as planned before the stage cuts them");
    }
    return String.join(", ", parts);
  }

  private static String returns(RunSummary.Churn churn) {
    Distribution took = churn.rejoinMillis();
    return "%s rejoins (p50 %s, p95 %s), %s failed, %s slow, %s still away"
        .formatted(
            Figures.count(churn.rejoins()),
            Figures.percentile(took.count(), took.p50()),
            Figures.percentile(took.count(), took.p95()),
            Figures.count(churn.failed()),
            Figures.count(churn.slow()),
            Figures.count(churn.awayAtEnd()));
  }

  private static String deliveries(RunSummary.Churn churn, long churned) {
    return "%s deliveries churned, %s of them received; %s strays"
        .formatted(
            Figures.count(churned), Figures.count(churn.received()), Figures.count(churn.strays()));
  }
}
