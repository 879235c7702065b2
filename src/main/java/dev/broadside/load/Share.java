package dev.broadside.load;

import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Churn;
import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Limits;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several injectors does of a scenario: whoever has the number {@code shard} modulo
 * {@code shards}, of the subscribers and of the publishers. So rooms, which subscribers are drawn
 * into, are spread over all injectors, and everybody knows who publishes what.
 *
 * @param shard which of the injectors, from 0
 */
public record Share(int shard, int shards) {
  /** Everything. */
  static final Share ALL = new Share(0, 1);

  /** Refuses a share that nobody has. */
  public Share {
    if (shard < 0 || shard >= shards) {
      throw new IllegalArgumentException("shard " + shard + " of " + shards);
    }
  }

  /** How many of {@code all} it has. */
  int of(int all) {
    return Math.ceilDiv(all - shard, shards);
  }

  /** The number among all of the one that is {@code own} here. */
  int whole(int own) {
    return own * shards + shard;
  }

  /** Whether it has the one that is {@code number} among all. */
  boolean has(int number) {
    return number % shards == shard;
  }

  /** Broadcasts of the measured window that it publishes, of {@code publishers} in all. */
  int planned(Publish whole, int publishers) {
    int planned = 0;
    int warmup = whole.warmupBroadcasts();
    for (int number = 0; number < whole.plannedBroadcasts(); number++) {
      planned += has((warmup + number) % publishers) ? 1 : 0;
    }
    return planned;
  }

  /**
   * The scenario as it is for this share alone: its connections, opened at its part of the rate, so
   * that all together keep to it. What is published when stays as it is: everybody keeps books of
   * all of it. One witness is enough, with the first.
   */
  Scenario of(Scenario whole) {
    if (shards == 1) {
      return whole;
    }
    Limits limits = whole.limits();
    return new Scenario(
        whole.name(),
        whole.question(),
        whole.seed(),
        whole.target(),
        whole.local(),
        part(whole.connect()),
        part(whole.audience()),
        part(whole.publish()),
        List.of(),
        whole.slo(),
        new Limits(
            Math.ceilDiv(limits.messages(), (long) shards), limits.duration(), limits.errors()));
  }

  private Connect part(Connect connect) {
    return new Connect(
        part(connect.rate()),
        connect.query(),
        connect.headers(),
        connect.subprotocol(),
        connect.auth(),
        connect.join(),
        connect.reach(),
        connect.renewal());
  }

  private Audience part(Audience audience) {
    return new Audience(
        of(audience.connections()),
        audience.settle(),
        audience.rooms(),
        audience.sizes(),
        audience.repeats(),
        shard == 0 ? audience.witnesses() : 0,
        part(audience.churn()));
  }

  private Publish part(Publish publish) {
    return new Publish(
        publish.via(),
        publish.message(),
        publish.pace(),
        publish.arrival(),
        publish.warmup(),
        publish.drain(),
        publish.payload(),
        of(publish.publishers()));
  }

  private Rate part(Rate rate) {
    return new Rate(rate.perSecond() / shards);
  }

  /** Storms take a part of the audience, and so of each share of it. */
  private @Nullable Churn part(@Nullable Churn churn) {
    Rate leave = churn == null ? null : churn.leave();
    return churn == null || leave == null
        ? churn
        : new Churn(part(leave), churn.away(), churn.how(), churn.within(), churn.storms());
  }
}
