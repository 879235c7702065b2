package dev.broadside.capacity;

import dev.broadside.aws.Profile;
import dev.broadside.aws.ProfileException;
import dev.broadside.aws.Profiles;
import dev.broadside.aws.Quota;
import dev.broadside.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The default quotas of AWS, as loads that they do not let pass. A stage of ours under the profile
 * {@code ideal} knows none of them; an account has them unless it asked for more.
 */
final class Quotas {
  private static final String GATEWAY =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html";
  private static final String WEBSOCKET =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";
  private static final String PARTITION =
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
  private static final String LAMBDA =
      "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";

  /** API Gateway closes each connection after two hours. */
  private static final double LIFETIME_SECONDS = 7_200;

  private final Quantity quantity;
  private final Scenario scenario;
  private final double limitSeconds;
  private final Profile aws;
  private final List<QuotaCeiling> ceilings = new ArrayList<>();

  private Quotas(Quantity quantity, Scenario scenario, Goal goal, Profile aws) {
    this.quantity = quantity;
    this.scenario = scenario;
    this.limitSeconds = goal.tightestMillis() / 1e3;
    this.aws = aws;
  }

  /** Those that this quantity can run into, the lowest first. */
  static List<QuotaCeiling> of(
      Quantity quantity, Scenario scenario, Goal goal, List<Point> points) {
    try {
      Quotas quotas = new Quotas(quantity, scenario, goal, Profiles.find("aws"));
      quotas.connects();
      quotas.requests();
      busiest(points).ifPresent(quotas::measured);
      quotas.ceilings.sort(Comparator.comparingDouble(QuotaCeiling::load));
      return List.copyOf(quotas.ceilings);
    } catch (ProfileException e) {
      throw new AssertionError("a bundled profile is broken", e);
    }
  }

  /** The largest load that held, at which the stage did whole work. */
  private static Optional<Point> busiest(List<Point> points) {
    return points.stream()
        .filter(p -> p.judgement().equals("holds") && p.measures() != null)
        .max(Comparator.comparingDouble(Point::load));
  }

  private boolean everyoneHears() {
    return quantity == Quantity.ROOM || scenario.audience().rooms() == 1;
  }

  /** What each broadcast is besides the posts to its audience: itself, and posts to publishers. */
  private double besides() {
    return 1 + (double) scenario.publish().listeningPublishers() / scenario.audience().rooms();
  }

  private double perSecond() {
    return scenario.publish().pace().first().perSecond();
  }

  private void add(String name, double load, String why, boolean modelled) {
    if (load > 0 && Double.isFinite(load)) {
      ceilings.add(new QuotaCeiling(name, load, why, modelled));
    }
  }

  private void connects() {
    Quota connects = aws.quotas().connects();
    if (connects == null || quantity == Quantity.RATE) {
      return;
    }
    double rooms = quantity == Quantity.ROOM ? scenario.audience().rooms() : 1;
    add(
        number(connects.perSecond()) + " connects/s",
        connects.perSecond() * LIFETIME_SECONDS / rooms,
        "each connection ends after 2 hours, so that so many come back at %s/s: %s"
            .formatted(number(connects.perSecond()), WEBSOCKET),
        false);
  }

  private void requests() {
    Quota requests = aws.quotas().requests();
    if (requests == null) {
      return;
    }
    String name = number(requests.perSecond()) + " requests/s";
    if (quantity == Quantity.RATE) {
      double receivers = (double) scenario.audience().connections() / scenario.audience().rooms();
      add(
          name,
          requests.perSecond() / (receivers + besides()),
          "a broadcast is a message in and a post to each of %s receivers and to the publishers: %s"
              .formatted(number(receivers), GATEWAY),
          false);
    } else if (everyoneHears()) {
      add(
          name,
          requests.perSecond() / perSecond() - besides(),
          "%s broadcasts a second, each a message in and a post to each receiver and publisher: %s"
              .formatted(number(perSecond()), GATEWAY),
          false);
      add(
          number(requests.burst()) + " at once + " + name,
          requests.burst() + requests.perSecond() * limitSeconds,
          "more posts than that do not pass within the SLO's %s s, even alone: %s"
              .formatted(Text.plain(limitSeconds), GATEWAY),
          false);
    }
  }

  private void measured(Point point) {
    Measures measures = Objects.requireNonNull(point.measures());
    partition(point, measures.readUnits());
    Integer most = aws.quotas().concurrency();
    Double mean = measures.meanMillis();
    if (most != null && mean != null && mean > 0) {
      double underWay = measures.broadcasts() * mean / 1e3;
      add(
          number(most) + " Lambda invocations",
          point.load() * most / underWay,
          "as if an invocation took as long as its broadcast, and both in proportion to the load: %s"
              .formatted(LAMBDA),
          true);
    }
  }

  private void partition(Point point, @Nullable Double units) {
    Quota reads = aws.tables().partitionReads();
    if (reads == null || units == null || units <= 0) {
      return;
    }
    add(
        number(reads.perSecond()) + " read units/s of a partition",
        point.load() * reads.perSecond() / (units * measuredRate(point)),
        "a broadcast's lookup took %s units at %s, in proportion to the load: %s"
            .formatted(Text.plain(units), quantity.words(point.load()), PARTITION),
        true);
  }

  private double measuredRate(Point point) {
    return quantity == Quantity.RATE ? point.load() : perSecond();
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
