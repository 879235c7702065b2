package dev.broadside.load;

import dev.broadside.aws.Cost;
import dev.broadside.measure.Judge;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.PauseMeter;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.Validity;
import dev.broadside.scenario.Payload;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers a run's {@code summary.json} from those who measured; on the conductor's thread. */
final class SummaryWriter {
  private final Scenario scenario;
  private final Identity identity;
  private final Sources sources;

  /** What names the run. */
  record Identity(Part part, Instant startedAt, String target, @Nullable String commit) {}

  /** Who measured. */
  record Sources(
      Population population,
      Ledger ledger,
      Recorder recorder,
      Conductor conductor,
      PublishDelays delays,
      PauseMeter pauses,
      LoopLags lags,
      Pings pings,
      @Nullable Witness witness,
      @Nullable Crowd crowd) {}

  SummaryWriter(Scenario scenario, Identity identity, Sources sources) {
    this.scenario = scenario;
    this.identity = identity;
    this.sources = sources;
  }

  /**
   * The summary as of now.
   *
   * @param broken why the run cannot count; empty when it went to its end
   */
  RunSummary summary(
      @Nullable Schedule schedule,
      RunSummary.Handler handler,
      boolean interrupted,
      List<String> broken,
      Map<String, @Nullable Object> environment) {
    RunSummary.Connections connections = connections();
    RunSummary.Broadcasts broadcasts = broadcasts(schedule);
    RunSummary.Deliveries deliveries = sources.recorder().deliveries();
    Pings pings = sources.pings();
    RunSummary.Latency measured = sources.recorder().latency();
    RunSummary.Latency latency =
        measured.withPings(pings.measured(), pings.idle()).withRooms(sources.recorder().rooms());
    RunSummary.Validity validity =
        new RunSummary.Validity(checks(broadcasts, schedule, broken.isEmpty()));
    Judge.Evidence evidence =
        new Judge.Evidence(
            connections,
            broadcasts,
            deliveries,
            sources.recorder().judged(measured),
            validity,
            refusals());
    return new RunSummary(
        RunSummary.SCHEMA,
        interrupted,
        run(),
        Judge.judge(scenario.slo(), evidence, broken),
        connections,
        broadcasts,
        deliveries,
        latency,
        handler,
        validity,
        cost(broadcasts, connections),
        environment);
  }

  /** The witness is asked once, when all is over. */
  private List<RunSummary.Check> checks(
      RunSummary.Broadcasts broadcasts, @Nullable Schedule schedule, boolean whole) {
    List<RunSummary.Check> checks =
        new ArrayList<>(Validity.checks(scenario, observed(broadcasts, schedule, whole)));
    Witness witness = sources.witness();
    if (witness != null && whole) {
      checks.add(witness.check());
      witness.tail(Validity.delayLimitNanos(scenario)).ifPresent(checks::add);
    }
    return checks;
  }

  private RunSummary.Connections connections() {
    RunSummary.Connections first = sources.population().summary();
    Crowd crowd = sources.crowd();
    return crowd == null ? first : first.with(crowd.summary(sources.ledger(), sources.recorder()));
  }

  private Judge.Refusals refusals() {
    return new Judge.Refusals(
        sources.ledger().answers().refusedAndReceived(), sources.delays().failureReasons());
  }

  private RunSummary.Run run() {
    boolean local = scenario.isLocal();
    return new RunSummary.Run(
        identity.part().run(),
        scenario.name(),
        scenario.question(),
        scenario.seed(),
        identity.startedAt().toString(),
        Instant.now().toString(),
        identity.target(),
        local ? scenario.local().name() : null,
        local ? scenario.local().profile() : null,
        Parameters.of(scenario),
        identity.commit(),
        1);
  }

  /** {@code planned = published + rejected + skipped}. */
  private RunSummary.Broadcasts broadcasts(@Nullable Schedule schedule) {
    long planned = identity.part().planned(scenario.publish());
    long refused = sources.ledger().answers().rejected();
    long published = schedule == null ? 0 : schedule.publishedMeasured() - refused;
    long rejected = schedule == null ? 0 : schedule.rejectedMeasured() + refused;
    long settled = sources.recorder().settledBroadcasts();
    long complete = sources.recorder().completeBroadcasts();
    return new RunSummary.Broadcasts(
        planned,
        published,
        rejected,
        planned - published - rejected,
        complete,
        settled - complete,
        sources.delays().latencies().distribution());
  }

  /** A run that is under way has broadcasts whose books are still open; a whole one has none. */
  private Validity.Observed observed(
      RunSummary.Broadcasts broadcasts, @Nullable Schedule schedule, boolean whole) {
    long settled = broadcasts.complete() + broadcasts.incomplete();
    long elsewhere = schedule == null ? 0 : schedule.elsewhereMeasured();
    boolean allSettled =
        !whole
            || (settled == broadcasts.published() + elsewhere
                && sources.recorder().matchesArrivals());
    return new Validity.Observed(
        broadcasts.planned() == 0 ? 0 : sources.delays().p99Nanos(),
        sources.pauses().totalNanos(),
        sources.pauses().longestNanos(),
        sources.conductor().windowNanos(),
        sources.conductor().cpuShares(),
        sources.recorder().negative(),
        sources.recorder().balances() && allSettled,
        sources.conductor().openAtStart(),
        sources.conductor().publishersAtStart(),
        sources.population().failureReasons(),
        sources.lags().p99Nanos());
  }

  /** What AWS would charge for the measured window: every frame in and out, every minute open. */
  private RunSummary.Cost cost(
      RunSummary.Broadcasts broadcasts, RunSummary.Connections connections) {
    Publish publish = scenario.publish();
    long in = 0;
    // Requests to an HTTP API and to SQS have prices of their own.
    if (publish.via() instanceof Via.WebSocket) {
      int wrapping = publish.message().length() - Publish.MARKER.length();
      in = metered(broadcasts.published(), publish.payload(), wrapping);
    }
    long out = sources.recorder().billedMessages();
    long listening =
        publish.listeningPublishers() > 0 ? sources.population().publishersOpened() : 0;
    Witness witness = sources.witness();
    long open = connections.opened() + listening + (witness == null ? 0 : witness.opened());
    double minutes = open * (sources.conductor().windowNanos() / 60e9);
    return new RunSummary.Cost(
        in + out, minutes, Cost.usd(in + out, minutes), Cost.PRICES_AS_OF.toString());
  }

  private static long metered(long messages, Payload payload, int wrapping) {
    return Math.round(messages * payload.mean(bytes -> Cost.meteredMessages(bytes + wrapping)));
  }
}
