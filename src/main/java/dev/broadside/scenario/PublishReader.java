package dev.broadside.scenario;

import dev.broadside.scenario.Pace.Step;
import dev.broadside.scenario.Payload.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads what is published: {@code publish}. */
final class PublishReader {
  private static final long MOST_PUBLISHERS = 100_000;
  private static final long LARGEST_BURST = 1_000_000;
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration SHORTEST_STEP = Duration.ofMillis(100);
  private static final Rate DEFAULT_RATE = new Rate(2);
  private static final ByteSize DEFAULT_PAYLOAD = new ByteSize(512);

  /** The longest marker fits. */
  private static final ByteSize SMALLEST_PAYLOAD = new ByteSize(64);

  /**
   * The largest message that API Gateway takes:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
   */
  private static final ByteSize LARGEST_PAYLOAD = new ByteSize(128 * 1024);

  private final ViaReader ways;

  PublishReader(Expansion expansion, boolean local) {
    this.ways = new ViaReader(expansion, local);
  }

  Publish publish(Section section) throws ScenarioException {
    ViaReader.Way way = ways.way(section);
    Publish publish =
        new Publish(
            way.via(),
            way.message(),
            section.has("steps") ? steps(section) : steady(section),
            arrival(section),
            section.time("warmup", Duration.ZERO, Duration.ofSeconds(20)),
            section.time("drain", Duration.ofMillis(100), Duration.ofSeconds(5)),
            payload(section),
            (int) section.whole("publishers", 1, MOST_PUBLISHERS, 10));
    if (publish.plannedBroadcasts() < 1) {
      throw section.error("for", "is too short for one broadcast: raise it, or raise publish.rate");
    }
    return publish;
  }

  private static Pace steady(Section section) throws ScenarioException {
    return Pace.steady(
        section.rate("rate", DEFAULT_RATE),
        section.time("for", SHORTEST_WINDOW, Duration.ofSeconds(30)));
  }

  private static Pace steps(Section section) throws ScenarioException {
    for (String other : List.of("rate", "for")) {
      if (section.has(other)) {
        throw section.error(other, "does not go with steps, each of which says its own");
      }
    }
    List<Step> steps = new ArrayList<>();
    for (Section step : section.elements("steps")) {
      step.require("from", "say the rate at the step's beginning, as from: 1/s");
      step.require("for", "say how long the step takes, as for: 30s");
      Rate from = step.rate("from", DEFAULT_RATE);
      steps.add(
          new Step(
              from, step.rate("to", from), step.time("for", SHORTEST_STEP, Duration.ofSeconds(1))));
    }
    if (steps.isEmpty()) {
      throw section.error("steps", "must have one step at least, or be left out");
    }
    Pace pace = new Pace(steps);
    if (pace.duration().compareTo(SHORTEST_WINDOW) < 0
        || pace.duration().compareTo(DurationText.LONGEST) > 0) {
      throw section.error(
          "steps",
          "must take from %s to %s together"
              .formatted(
                  DurationText.format(SHORTEST_WINDOW), DurationText.format(DurationText.LONGEST)));
    }
    return pace;
  }

  private static Arrival arrival(Section section) throws ScenarioException {
    if (section.hasKeysUnder("arrival")) {
      Section burst = section.child("arrival");
      burst.require("burst", "say how many are published at once, as burst: 10");
      return new Arrival.Burst((int) burst.whole("burst", 2, LARGEST_BURST, 2));
    }
    String word = section.has("arrival") ? section.word("arrival") : "constant";
    return switch (word) {
      case "constant" -> new Arrival.Constant();
      case "poisson" -> new Arrival.Poisson();
      default ->
          throw section.error(
              "arrival", "must be constant, poisson or {burst: 10}, not '" + word + "'");
    };
  }

  private static Payload payload(Section section) throws ScenarioException {
    if (!section.hasKeysUnder("payload")) {
      return Payload.of(
          section.size("payload", SMALLEST_PAYLOAD, LARGEST_PAYLOAD, DEFAULT_PAYLOAD));
    }
    Section mix = section.child("payload");
    List<Share> shares = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (String key : mix.keys()) {
      ByteSize size = size(mix, key);
      if (shares.stream().anyMatch(share -> share.size().equals(size))) {
        throw mix.error(key, "is there already: write each size once");
      }
      String percent = mix.share(key);
      Share share = new Share(size, new BigDecimal(percent.substring(0, percent.length() - 1)));
      sum = sum.add(share.percent());
      shares.add(share);
    }
    if (sum.compareTo(Payload.ALL) != 0) {
      throw section.error(
          "payload", "has shares of " + sum.toPlainString() + "% together: make them 100%");
    }
    return new Payload(shares);
  }

  private static ByteSize size(Section mix, String key) throws ScenarioException {
    try {
      ByteSize size = ByteSize.parse(key);
      if (size.bytes() >= SMALLEST_PAYLOAD.bytes() && size.bytes() <= LARGEST_PAYLOAD.bytes()) {
        return size;
      }
    } catch (IllegalArgumentException e) {
      throw mix.error(key, "is no size: write one with its unit, as 512B or 20KB");
    }
    throw mix.error(
        key, "must be a size from %s to %s".formatted(SMALLEST_PAYLOAD, LARGEST_PAYLOAD));
  }
}
