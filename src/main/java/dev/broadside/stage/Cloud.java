package dev.broadside.stage;

import dev.broadside.aws.Latency;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a profile says about a call of a service: how long it takes. Whoever passes calls on asks
 * here by the service's name, and asks {@link Throttles} by the resource's.
 */
final class Cloud {
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
