package dev.broadside.scenario;

import java.time.Duration;
import java.util.List;

/** Reads who must receive a broadcast: {@code audience}. */
final class AudienceReader {
  private static final int MOST_CONNECTIONS = 10_000_000;
  private static final int MOST_ROOMS = 1_000_000;

  private AudienceReader() {}

  static Audience audience(Section audience) throws ScenarioException {
    audience.require("connections", "say how many subscribers to open");
    int connections = (int) audience.whole("connections", 1, MOST_CONNECTIONS, 1);
    int rooms = (int) audience.whole("rooms", 1, MOST_ROOMS, 1);
    Sizes sizes = sizes(audience, rooms);
    requireSomebodyInEach(audience, sizes.split(connections, rooms));
    return new Audience(
        connections,
        audience.time("settle", Duration.ZERO, Duration.ZERO),
        rooms,
        sizes,
        audience.flag("repeats"),
        witnesses(audience, connections),
        ChurnReader.churn(audience));
  }

  private static int witnesses(Section audience, int connections) throws ScenarioException {
    int few = Audience.FEWEST_WITNESSES;
    int most = Audience.MOST_WITNESSES;
    int witnesses = (int) audience.whole("witnesses", 0, most, Audience.witnessesFor(connections));
    if (witnesses > 0 && witnesses < few) {
      throw audience.error(
          "witnesses",
          "is %d, and fewer than %d could see no error: write 0 for none, or %d to %d"
              .formatted(witnesses, few, few, most));
    }
    return witnesses;
  }

  private static Sizes sizes(Section audience, int rooms) throws ScenarioException {
    if (!audience.hasList("sizes")) {
      return audience.sizes("sizes");
    }
    List<String> shares = audience.texts("sizes");
    if (shares.size() != rooms) {
      throw audience.error(
          "sizes",
          "has %d shares for %d rooms: write one for each of audience.rooms"
              .formatted(shares.size(), rooms));
    }
    try {
      return Sizes.parse(shares);
    } catch (IllegalArgumentException e) {
      throw audience.error("sizes", String.valueOf(e.getMessage()));
    }
  }

  /** A broadcast to nobody would be complete at once, and say nothing. */
  private static void requireSomebodyInEach(Section audience, int[] sizes)
      throws ScenarioException {
    for (int room = 0; room < sizes.length; room++) {
      if (sizes[room] == 0) {
        throw audience.error(
            "rooms",
            "leaves nobody for room-%d: ask for fewer rooms, more audience.connections or other audience.sizes"
                .formatted(room + 1));
      }
    }
  }
}
