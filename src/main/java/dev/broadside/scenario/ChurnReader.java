package dev.broadside.scenario;

import dev.broadside.scenario.Churn.How;
import dev.broadside.scenario.Churn.Storm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads who leaves and joins again: {@code audience.churn}. */
final class ChurnReader {
  private static final Duration AWAY = Duration.ofSeconds(2);
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private ChurnReader() {}

  /** What the audience does; {@code null} when everybody stays. */
  static @Nullable Churn churn(Section audience) throws ScenarioException {
    if (audience.isNothing("churn")) {
      return null;
    }
    Section churn = audience.child("churn");
    if (!churn.has("leave") && !churn.has("storms")) {
      throw audience.error(
          "churn", "lets nobody leave: say how many, as leave: 10/s, or list storms");
    }
    Duration away = churn.time("away", Duration.ZERO, AWAY);
    How how = how(churn, How.CLOSE);
    List<Storm> storms = new ArrayList<>();
    for (Section storm : churn.elements("storms")) {
      storms.add(storm(storm, away, how));
    }
    return new Churn(
        churn.has("leave") ? churn.rate("leave", new Rate(1)) : null,
        away,
        how,
        churn.time("within", SHORTEST, WITHIN),
        storms);
  }

  private static Storm storm(Section storm, Duration away, How how) throws ScenarioException {
    storm.require("at", "say when, from the beginning of the measured window, as at: 20s");
    storm.require("leave", "say which part of the audience leaves at once, as leave: 30%");
    return new Storm(
        storm.time("at", Duration.ZERO, Duration.ZERO),
        storm.share("leave"),
        storm.time("away", Duration.ZERO, away),
        storm.time("spread", Duration.ZERO, Duration.ZERO),
        how(storm, how));
  }

  private static How how(Section section, How standard) throws ScenarioException {
    if (!section.has("how")) {
      return standard;
    }
    String word =
        section.choice(
            "how", Arrays.stream(How.values()).map(How::toString).toArray(String[]::new));
    return How.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Refuses what could not happen as it is written. */
  static void check(Scenario scenario, Section audience) throws ScenarioException {
    Churn churn = scenario.audience().churn();
    if (churn == null) {
      return;
    }
    Section section = audience.child("churn");
    checkRate(scenario, churn, section);
    List<Section> storms = section.elements("storms");
    for (int i = 0; i < storms.size(); i++) {
      if (churn.storms().get(i).at().compareTo(scenario.publish().duration()) >= 0) {
        throw storms
            .get(i)
            .error(
                "at",
                "must lie within the measured window of %s (publish.for)"
                    .formatted(DurationText.format(scenario.publish().duration())));
      }
    }
  }

  private static void checkRate(Scenario scenario, Churn churn, Section section)
      throws ScenarioException {
    Rate leave = churn.leave();
    if (leave == null) {
      return;
    }
    Rate connect = scenario.connect().rate();
    if (leave.perSecond() > connect.perSecond()) {
      throw section.error(
          "leave",
          "is %s, more than can come back: connect.rate is %s; lower the one or raise the other"
              .formatted(leave, connect));
    }
    int connections = scenario.audience().connections();
    double away = leave.perSecond() * churn.away().toNanos() / 1e9;
    if (away >= connections) {
      throw section.error(
          "away",
          "leaves nobody: %s for %s each are all of %s connections; let fewer leave, or come back sooner"
              .formatted(leave, DurationText.format(churn.away()), Budget.grouped(connections)));
    }
  }
}
