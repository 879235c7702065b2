package dev.broadside.stage;

import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import dev.broadside.stage.sources.Delivery;
import dev.broadside.template.EventSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a profile says about a call of a service: how long it takes. Whoever passes calls on asks
 * here by the service's name, and asks {@link TableFaults} by the resource's.
 */
final class Cloud {
  private static final LongSupplier NOTHING = () -> 0;

  private final Profile profile;
  private final LongSupplier nanoTime;
  private final Map<Service, Draw> draws = new EnumMap<>(Service.class);
  private final Draw lag;

  Cloud(Profile profile, LongSupplier nanoTime) {
    this.profile = profile;
    this.nanoTime = nanoTime;
    for (Service service : Service.values()) {
      draws.put(service, draw(profile.latency(service), service.word()));
    }
    this.lag = draw(profile.tables().lag(), "lag");
  }

  private Draw draw(Latency latency, String name) {
    return new Draw(latency, profile.seed() * 31 + name.hashCode());
  }

  /** The next latency of {@code service}. */
  long delayNanos(Service service) {
    return draws.getOrDefault(service, lag).nanos();
  }

  /** Whether {@code service} ever takes time. */
  boolean delays(Service service) {
    return !profile.latency(service).isNone();
  }

  /**
   * Begins a call of {@code service}, and gives what tells how much of its drawn time is left: not
   * more than nothing when that is over.
   */
  LongSupplier begin(Service service) {
    if (!delays(service)) {
      return NOTHING;
    }
    long over = nanoTime.getAsLong() + delayNanos(service);
    return () -> over - nanoTime.getAsLong();
  }

  /**
   * How long records are on their way to a function. For a queue that is the time of a request,
   * whose numbers are measured from sending to receiving.
   */
  Delivery delivery() {
    return source ->
        switch (source) {
          case EventSource.OfQueue queue -> delayNanos(Service.SQS);
          case EventSource.OfStream stream -> delayNanos(Service.STREAMS);
        };
  }

  /** The next lag of an index. */
  long lagNanos() {
    return lag.nanos();
  }

  Profile profile() {
    return profile;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }
}
