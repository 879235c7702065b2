package dev.broadside.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question put to one stage: who listens, what is published when, and what answer is good
 * enough. Read from a YAML file by {@code ScenarioReader}; nothing in it is optional any more, the
 * reader has filled in the defaults.
 *
 * @param name the file's name without its ending; names the run folder
 * @param question what the scenario answers, in the user's words
 * @param seed all randomness of a run comes from this
 * @param target the address of a deployed stage as written (see {@link Secrets#expand}), or {@code
 *     null} for the local stage
 * @param faults what goes wrong on purpose, on the local stage only
 */
public record Scenario(
    String name,
    String question,
    long seed,
    @Nullable String target,
    Local local,
    Connect connect,
    Audience audience,
    Publish publish,
    List<Fault> faults,
    Slo slo,
    Limits limits) {

  /** The same, whose connections are replaced so often. */
  Scenario with(Renewal renewal) {
    return new Scenario(
        name,
        question,
        seed,
        target,
        local,
        connect.with(renewal),
        audience,
        publish,
        faults,
        slo,
        limits);
  }

  /** The same, published another way: where a stage has told its addresses. */
  public Scenario publishing(Via via) {
    Publish changed =
        new Publish(
            via,
            publish.message(),
            publish.pace(),
            publish.arrival(),
            publish.warmup(),
            publish.drain(),
            publish.payload(),
            publish.publishers());
    return new Scenario(
        name, question, seed, target, local, connect, audience, changed, faults, slo, limits);
  }

  /** Whether subscribers leave and join again, for churn or to be there when the stage cuts. */
  public boolean isComingAndGoing() {
    return audience.churn() != null || connect.renewal().isPlanned();
  }

  /** How many connections are opened in all, of which subscribers are only some. */
  public int handshakes() {
    return audience.connections() + audience.witnesses() + publish.publishers();
  }

  /** Whether Broadside starts the stage itself. */
  public boolean isLocal() {
    return target == null;
  }
}
