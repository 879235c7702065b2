package dev.broadside.tune;

import dev.broadside.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Scan or Query, in one sentence, and why.
 *
 * @param lookup {@code query} or {@code scan}
 */
public record Verdict(String lookup, String sentence, List<String> reasons) {
  private static final int LATE_RECEIVERS = 5_000;

  static Verdict of(Tuning tuning) {
    double ratio =
        BreakEven.ratio(tuning.inputs(), tuning.rooms(), tuning.assumptions(), tuning.prices());
    StrategyRow scan = tuning.row(Strategy.SCAN);
    boolean tooOften = tuning.inputs().broadcasts() > scan.partitionCeiling();
    // By an index or by the table's own key: either way a Query.
    Strategy chosen = ratio >= 1 || tooOften ? Strategy.QUERY : Strategy.SCAN;
    List<String> reasons = new ArrayList<>();
    reasons.add(cost(tuning));
    reasons.add(ceilings(tuning));
    reasons.add(time(tuning));
    reasons.add(inFlight(tuning));
    if (largest(tuning) > LATE_RECEIVERS) {
      reasons.add(
          "A room of %s is more than the burst of 5,000 that API Gateway shares among all calls of an account: its floor is (N - 5,000) / 10,000 s, whatever posts."
              .formatted(Numbers.whole(largest(tuning))));
    }
    return new Verdict(chosen.word(), sentence(tuning, ratio, tooOften), List.copyOf(reasons));
  }

  private static int largest(Tuning tuning) {
    return Math.min(tuning.rooms().largest(), tuning.inputs().connections());
  }

  private static String sentence(Tuning tuning, double ratio, boolean tooOften) {
    StrategyRow scan = tuning.row(Strategy.SCAN);
    StrategyRow query = tuning.query();
    if (tuning.assumptions().keyedByRoom()) {
      return "Query: the table is keyed by room, so a broadcast reads %s instead of %s and needs no index; a Scan costs %s times as much."
          .formatted(
              Numbers.counted(query.units(), "unit"),
              Numbers.plain(scan.units()),
              Numbers.plain(ratio));
    }
    if (ratio >= 1) {
      return "Query: a broadcast reads %s instead of %s, and even with what the index takes at each join a Scan costs %s times as much."
          .formatted(
              Numbers.counted(query.units(), "unit"),
              Numbers.plain(scan.units()),
              Numbers.plain(ratio));
    }
    if (tooOften) {
      return "Query: its index costs more than a Scan reads, but one partition gives only %s Scans a second, and you ask for %s broadcasts."
          .formatted(
              Numbers.plain(scan.partitionCeiling()), Numbers.plain(tuning.inputs().broadcasts()));
    }
    return "Scan: with %s for %s the index would cost %s times what a Scan of %s connections reads."
        .formatted(
            Numbers.counted(tuning.inputs().joins(), "join"),
            Numbers.counted(tuning.inputs().broadcasts(), "broadcast"),
            Numbers.plain(1 / ratio),
            Numbers.whole(tuning.inputs().connections()));
  }

  private static String cost(Tuning tuning) {
    OptionalInt from = tuning.breakEven();
    if (from.isEmpty()) {
      return "With these joins and broadcasts a Scan reads for less than the index costs at every size that an account has by default.";
    }
    // No table is smaller than its largest room: there the search began, nothing is equal there.
    boolean always = from.getAsInt() == tuning.rooms().largest();
    return "With these joins and broadcasts, in %s, a Query costs no more %s; you have %s."
        .formatted(
            tuning.rooms().isAlike()
                ? "rooms of " + Numbers.whole(tuning.inputs().room())
                : "these rooms",
            always
                ? "in any table that holds such rooms"
                : "from " + Numbers.whole(from.getAsInt()) + " connections on",
            Numbers.counted(tuning.inputs().connections(), "connection"));
  }

  private static String ceilings(Tuning tuning) {
    StrategyRow scan = tuning.row(Strategy.SCAN);
    StrategyRow query = tuning.query();
    String hot =
        RoomMix.sized(tuning.inputs(), largest(tuning)).broadcastsOfRoom()
                > query.partitionCeiling()
            ? " That is less than %s asks for: shard the room's key."
                .formatted(tuning.rooms().isAlike() ? "each of your rooms" : "the largest room")
            : "";
    return "Scans are possible %s times a second from one partition and %s from a table at its quota; Queries %s times a second for %s.%s"
        .formatted(
            Numbers.plain(scan.partitionCeiling()),
            Numbers.plain(scan.tableCeiling()),
            Numbers.plain(query.partitionCeiling()),
            tuning.rooms().isAlike() ? "each room" : "the largest room",
            hot);
  }

  private static String time(Tuning tuning) {
    return "The last receiver%s has it after %s with a Scan and %s with a Query (modelled)."
        .formatted(
            tuning.rooms().isAlike()
                ? ""
                : " of a room of " + Numbers.whole(RoomMix.lateRoom(tuning.rooms())),
            Figures.duration(tuning.row(Strategy.SCAN).lastMillis()),
            Figures.duration(tuning.query().lastMillis()));
  }

  private static String inFlight(Tuning tuning) {
    FanoutLaw law = tuning.law();
    return "More than %s posts in flight gain little at a round trip of %s ms: a post takes its sender %s µs (%s)."
        .formatted(
            Numbers.whole(law.knee()),
            Numbers.plain(law.rttMillis()),
            Numbers.plain(law.ownMicros()),
            tuning.assumptions().ownSource());
  }
}
