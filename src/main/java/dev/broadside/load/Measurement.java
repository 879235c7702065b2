package dev.broadside.load;

import dev.broadside.measure.Anchor;
import dev.broadside.measure.Environment;
import dev.broadside.measure.IntervalLog;
import dev.broadside.measure.Judge;
import dev.broadside.measure.Latencies;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.PauseMeter;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunFolder;
import dev.broadside.measure.RunSummary;
import dev.broadside.measure.Validity;
import dev.broadside.scenario.Scenario;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The measured part of a run, on the conductor's thread: phases, recording, the summary that grows
 * in the partial folder, and the last one.
 */
final class Measurement {
  private static final long CLOSE_MILLIS = 3_000;
  private static final Duration COUNTS_WITHIN = Duration.ofSeconds(5);

  /** From the audience's last connection on, which is as long as one of its handshakes may take. */
  private static final Duration WITNESS_WITHIN = Connector.NO_ANSWER_AFTER;

  private static final long LOOK_AGAIN_MILLIS = 200;

  /** A run that is killed soon leaves what it had a second ago, a longer one five. */
  private static final int WRITTEN_AT_FIRST = 10;

  private static final int WRITTEN_EVERY = 5;

  private final Scenario scenario;
  private final Place place;
  private final Parts parts;
  private final PauseMeter pauses;
  private final FaultPlan faults;
  private final PublishDelays delays = new PublishDelays();
  private final Instant startedAt = Instant.now();
  private final Map<String, @Nullable Object> surroundings = Environment.current();

  private volatile @Nullable Conductor conductor;
  private volatile @Nullable String stopped;
  private @Nullable Diary diary;
  private volatile @Nullable Schedule schedule;
  private @Nullable Long measuredFromMicros;
  private @Nullable HandlerCounts countsAtStart;
  private @Nullable HandlerCounts countsAtEnd;
  private final StageCpu stageCpu = new StageCpu();
  private Map<String, @Nullable Long> stageCpuMillis = Map.of();

  /** Where it happens. */
  record Place(Part part, RunFolder folder, String target, @Nullable StageProcess stage) {

    Anchor anchor() {
      return part.anchor();
    }
  }

  /** Whom it leads. */
  record Parts(
      Population population,
      Ledger ledger,
      List<Outlet> publishers,
      ChannelGroup channels,
      GatlingLog log,
      LoopLags lags,
      Pings pings,
      @Nullable Witness witness,
      @Nullable Crowd crowd) {

    List<Recorder.Listener> listeners() {
      return witness == null ? List.of(log) : List.of(log, witness.audience());
    }
  }

  Measurement(Scenario scenario, Place place, Parts parts) {
    this.scenario = scenario;
    this.place = place;
    this.parts = parts;
    this.faults = new FaultPlan(scenario.faults());
    this.pauses = new PauseMeter(Validity.delayLimitNanos(scenario));
  }

  /** Begins; {@code outcome} completes at the end, whatever happens. */
  void start(Progress.Listener listener, CompletableFuture<Outcome> outcome) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Outcome found = measure(listener);
                end();
                outcome.complete(found);
              } catch (Throwable e) { // An Error too: everybody waits for this outcome.
                outcome.completeExceptionally(e);
                end();
              }
            },
            "conductor");
    thread.setDaemon(true);
    thread.start();
  }

  /** The stage is still there: connections are closed as a client would, not broken off. */
  private void end() {
    pauses.close();
    faults.close();
    parts.lags().end();
    parts.pings().end();
    if (parts.crowd() != null) {
      parts.crowd().close();
    }
    if (parts.witness() != null) {
      parts.witness().close();
    }
    closeConnections();
  }

  /** Stops as soon as possible. */
  void stop(String why) {
    stopped = why;
    Conductor current = conductor;
    if (current != null) {
      current.stop(why);
    }
  }

  private Outcome measure(Progress.Listener listener) throws IOException, InterruptedException {
    try (IntervalLog deliveries = log("delivery.hlog", "delivery latency");
        IntervalLog lasts = log("last.hlog", "last receiver's latency");
        Diary diary = Diary.open(place, parts)) {
      Recorder recorder = new Recorder(parts.ledger(), deliveries, lasts, diary.and(listeners()));
      this.diary = diary;
      Growing growing = new Growing(diary.before(listener));
      Conductor leading =
          new Conductor(scenario, parts.population(), parts.ledger(), recorder, growing, pauses);
      conductor = leading;
      SummaryWriter.Sources sources =
          new SummaryWriter.Sources(
              parts.population(),
              parts.ledger(),
              recorder,
              leading,
              delays,
              pauses,
              parts.lags(),
              parts.pings(),
              parts.witness(),
              parts.crowd());
      SummaryWriter writer = new SummaryWriter(scenario, identity(), sources);
      growing.writer = writer;
      if (stopped != null) {
        leading.stop(stopped);
      }
      pauses.start();
      if (!leading.connect() && leading.broken() == null) {
        return new Outcome.Nothing(parts.population().nobodyConnected(place.target()));
      }
      awaitWitness(leading);
      if (leading.broken() == null) {
        broadcast(leading);
      }
      return outcome(writer, leading.broken());
    }
  }

  private void broadcast(Conductor leading) {
    Part.Meeting meeting = place.part().meeting();
    Long start = meeting == null ? leading.startAlone() : leading.startWith(meeting);
    if (start != null) {
      leading.broadcast(start, this::schedule, new Edges());
    }
  }

  /** What a part found out, when it is over. */
  ShareRun.Findings findings(Outcome.Measured measured) {
    Schedule made = schedule;
    return new ShareRun.Findings(
        measured.summary(),
        measured.whole(),
        new Judge.Refusals(parts.ledger().answers().refusedAndReceived(), delays.failureReasons()),
        delays.latencies(),
        parts.population().connectLatencies(),
        parts.crowd() == null ? new Latencies() : parts.crowd().rejoinLatencies(),
        parts.pings().measuredLatencies(),
        parts.pings().idleLatencies(),
        made == null ? 0 : made.startErrorNanos());
  }

  /**
   * Who comes late would see other broadcasts than the audience; who never comes is not waited for.
   */
  private void awaitWitness(Conductor leading) throws InterruptedException {
    Witness witness = parts.witness();
    long deadline = System.nanoTime() + WITNESS_WITHIN.toNanos();
    while (witness != null
        && leading.broken() == null
        && System.nanoTime() - deadline < 0
        && !witness.awaitDecided(LOOK_AGAIN_MILLIS)) {
      leading.checkLimits(System.nanoTime());
    }
  }

  private Outcome outcome(SummaryWriter writer, @Nullable String broken) throws IOException {
    HandlerCounts end = countsAtEnd;
    RunSummary summary =
        writer.summary(
            schedule,
            HandlerCounts.between(countsAtStart, end),
            broken != null,
            broken == null ? List.of() : List.of(broken),
            environment());
    place.folder().writeSummary(summary);
    RunSummary.Verdict verdict = summary.verdict();
    parts
        .log()
        .verdict(
            verdict.status() == RunSummary.Status.PASS,
            verdict.status() + " " + String.join("; ", verdict.reasons()));
    return new Outcome.Measured(summary, broken == null);
  }

  private List<Recorder.Listener> listeners() {
    List<Recorder.Listener> listeners = new ArrayList<>(parts.listeners());
    listeners.addAll(place.part().listeners());
    return listeners;
  }

  private IntervalLog log(String name, String what) throws IOException {
    return new IntervalLog(
        place.folder().path().resolve(name), what, place.anchor(), place.anchor().nanos());
  }

  private SummaryWriter.Identity identity() {
    return new SummaryWriter.Identity(place.part(), startedAt, place.target(), Commit.current());
  }

  private Schedule schedule(Schedule.Times times) {
    parts.pings().warmUp();
    if (parts.crowd() != null) {
      parts.crowd().begin(times);
    }
    Schedule made =
        new Schedule(
            new Timetable(scenario.publish(), scenario.seed()),
            times.by(place.part().steering()),
            parts.ledger(),
            Turns.of(place.part(), parts.publishers()),
            new MarkedMessages(scenario.publish(), scenario.seed(), place.part()),
            delays);
    schedule = made;
    return made;
  }

  private Map<String, @Nullable Object> environment() {
    Map<String, @Nullable Object> environment = new LinkedHashMap<>(surroundings);
    environment.put("injector", Environment.memory());
    environment.put("anchorEpochMicros", place.anchor().epochMicros());
    environment.put("anchorNanos", place.anchor().nanos());
    environment.put("measuredFromEpochMicros", measuredFromMicros);
    StageProcess stage = place.stage();
    if (stage != null) {
      Map<String, @Nullable Object> behind = new LinkedHashMap<>(stage.memory());
      behind.put("cpuMillis", stageCpuMillis);
      environment.put("stage", behind);
      HandlerCounts all = countsAtEnd;
      environment.put("throttledSinceStart", all == null ? null : all.throttled());
    }
    return environment;
  }

  private void closeConnections() {
    parts.population().end();
    parts
        .channels()
        .writeAndFlush(new CloseWebSocketFrame(1000, ""))
        .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    parts.channels().close().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Reads the counters of a stage that is ours alone at the edges of the measured window. */
  private final class Edges implements Conductor.Window {
    /** Several injectors begin together, whatever is under way. */
    @Override
    public boolean waits() {
      return place.stage() != null && place.part().meeting() == null;
    }

    @Override
    public void before() {
      StageProcess stage = place.stage();
      countsAtStart = stage == null ? null : stage.counts(COUNTS_WITHIN);
    }

    @Override
    public void begins(Schedule.Times times) {
      long dueNanos = times.measureNanos();
      measuredFromMicros = place.anchor().toEpochMicros(dueNanos);
      parts.lags().begin();
      parts.pings().begin();
      if (parts.crowd() != null) {
        parts.crowd().measured(times);
      }
      StageProcess stage = place.stage();
      if (stage != null) {
        faults.begin(marked(stage), dueNanos, Measurement.this::stop);
        stageCpu.begin(stage.pids());
      }
    }

    @Override
    public void ends() {
      faults.close();
      parts.lags().end();
      parts.pings().end();
      StageProcess stage = place.stage();
      if (stage != null) {
        stageCpuMillis = stageCpu.end(stage.pids());
        countsAtEnd = stage.counts(COUNTS_WITHIN);
        if (!scenario.audience().repeats()) {
          writeStamps(StageStamps.of(stage));
        }
      }
      // The stage answers in order: what it says to a fault has come before its counts.
      faults.requireConfirmed(Measurement.this::stop);
    }

    private void writeStamps(StageStamps stamps) {
      try {
        stamps.write(place.folder().path(), place.anchor().nanos());
      } catch (IOException e) {
        stop(StageStamps.FILE + " cannot be written: " + e.getMessage());
      }
    }

    private FaultPlan.Stage marked(StageProcess stage) {
      Diary writing = diary;
      return writing == null ? stage::fault : writing.marking(stage::fault);
    }
  }

  /**
   * Passes progress on and lets the summary in the partial folder grow with it: each second at the
   * beginning of a phase and then each fifth, since to count all histograms takes as long as to
   * receive hundreds of messages.
   */
  private final class Growing implements Progress.Listener {
    private final Progress.Listener next;
    private @Nullable SummaryWriter writer;
    private String phase = "";
    private int told;

    Growing(Progress.Listener next) {
      this.next = next;
    }

    @Override
    public void progress(Progress progress) {
      Crowd crowd = parts.crowd();
      next.progress(crowd == null ? progress : progress.without(crowd.away()));
      SummaryWriter current = writer;
      if (current == null || !isDue(progress.phase())) {
        return;
      }
      try {
        place
            .folder()
            .writeSummary(
                current.summary(
                    schedule,
                    HandlerCounts.between(null, null),
                    true,
                    List.of("the run was killed while " + progress.phase()),
                    environment()));
      } catch (IOException e) {
        stop("summary.json cannot be written: " + e.getMessage());
      }
    }

    private boolean isDue(String now) {
      told = now.equals(phase) ? told + 1 : 0;
      phase = now;
      return told < WRITTEN_AT_FIRST || told % WRITTEN_EVERY == 0;
    }
  }
}
