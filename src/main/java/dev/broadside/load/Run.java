package dev.broadside.load;

import dev.broadside.load.witness.Way;
import dev.broadside.measure.Environment;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.RunFolder;
import dev.broadside.scenario.Join;
import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Reach;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.ScenarioWriter;
import dev.broadside.scenario.Secrets;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run, from the start of the stage to the finished folder: {@link #prepare} before Gatling,
 * {@link #begin} when Gatling has its event loops, {@link #outcome} when all is measured, {@link
 * Finish} at last.
 */
final class Run {
  private final Scenario scenario;
  private final RunFolder folder;
  private final Progress.Listener listener;
  private final Part part;
  private final Population population;
  private final People people;
  private final Ledger ledger;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final Map<EventLoop, Inbox> inboxes = new ConcurrentHashMap<>();
  private final List<Outlet> publishers;
  private final LoopLags lags = new LoopLags();
  private final Pings pings;
  private final ConnectPace pace;
  private final @Nullable Witness witness;
  private final @Nullable Crowd crowd;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  private @Nullable StageProcess stage;
  private @Nullable Target target;
  private @Nullable HandshakeSigner signer;
  private @Nullable Measurement measurement;
  private @Nullable Publishing way;
  private HttpLane.@Nullable Opener lanes;
  private @Nullable Connector connector;
  private @Nullable Wiring wiring;
  private Joining.@Nullable Protocol joining;
  private @Nullable Invitations invitations;
  private volatile @Nullable String stopped;
  private volatile boolean stageEnded;

  private Run(
      Scenario scenario, Part part, People people, RunFolder folder, Progress.Listener listener) {
    this.part = part;
    this.people = people;
    this.scenario = scenario;
    this.folder = folder;
    this.listener = listener;
    int connections = scenario.audience().connections();
    int publishing = scenario.publish().publishers();
    int broadcasts = scenario.publish().warmupBroadcasts() + scenario.publish().plannedBroadcasts();
    this.population = new Population(connections, publishing);
    this.publishers = new ArrayList<>(publishing);
    this.ledger =
        new Ledger(
            new Ledger.Size(
                people.rooms(),
                broadcasts,
                scenario.audience().repeats(),
                scenario.isComingAndGoing()),
            scenario.publish().drain(),
            scenario.audience().settle(),
            lags::bookedUntil);
    this.pings = new Pings(connections);
    this.pace = new ConnectPace(scenario.connect().rate(), System.nanoTime());
    this.crowd = Crowd.of(scenario, pace);
    int witnesses = scenario.audience().witnesses();
    this.witness =
        witnesses == 0 ? null : new Witness(witnesses, people.rooms(), ledger, scenario.seed());
  }

  /** Checks the machine, makes the folder, and starts the local stage where one is asked for. */
  static Run prepare(Scenario scenario, Path reports, Progress.Listener listener)
      throws LoadException {
    return prepare(scenario, Part.alone(), reports, listener);
  }

  /** The same for a part of a scenario. */
  static Run prepare(Scenario whole, Part part, Path reports, Progress.Listener listener)
      throws LoadException {
    Scenario scenario = part.of(whole);
    Preflight.check(scenario, Preflight.Machine.current());
    People people = People.of(whole, part.share());
    try {
      RunFolder folder = RunFolder.create(reports, part.folderName(whole), Instant.now());
      Files.writeString(folder.path().resolve("scenario.yaml"), ScenarioWriter.toYaml(scenario));
      folder.writeJson("environment.json", Environment.current());
      return new Run(scenario, part, people, folder, listener);
    } catch (IOException e) {
      throw new LoadException(
          "the run's folder cannot be made in "
              + reports
              + " ("
              + e
              + "): name a folder that can be written",
          e);
    }
  }

  /** Starts the local stage where one is asked for, and resolves the address. */
  void startStage() throws LoadException {
    Route route = Route.of(scenario.connect().reach());
    if (witness != null) {
      witness.start(part.run(), folder.logs().toAbsolutePath(), witnessWay());
    }
    String url = part.stage() == null ? scenario.target() : part.stage();
    if (url != null) {
      url = Secrets.expand(url, System::getenv);
    } else {
      listener.progress(Progress.phase("stage", scenario.audience().connections()));
      StageProcess started = launchStage();
      started.awaitReady();
      if (!scenario.audience().repeats()) {
        StageStamps.of(started).begin(part.run());
      }
      url = started.webSocketUrl();
    }
    if (witness != null) {
      witness.awaitReady();
    }
    way = Publishing.resolve(scenario, stage, route);
    URI address = URI.create(url);
    signer = HandshakeSigner.of(scenario.connect().auth(), scenario.isLocal(), address);
    target = Target.resolve(address, route);
  }

  /**
   * The same way as the injector's, filled in here where the environment is known to be complete.
   */
  private Way witnessWay() {
    Reach reach = scenario.connect().reach();
    String proxy = reach.proxy();
    return new Way(
        reach.ca(),
        reach.insecure(),
        reach.from(),
        proxy == null ? null : Secrets.expand(proxy, System::getenv));
  }

  private synchronized StageProcess launchStage() throws LoadException {
    if (stopped != null) {
      throw new LoadException(stopped);
    }
    StageProcess launched =
        StageProcess.start(scenario.local(), folder.logs().toAbsolutePath(), this::stageEnded);
    stage = launched;
    return launched;
  }

  private void stageEnded(String why) {
    stageEnded = stopped == null;
    stop(why);
  }

  /** Whether a local stage that had started ended by itself, or let nobody in. */
  boolean isStageToBlame() {
    return stageEnded || (stopped == null && stage != null && target != null);
  }

  Scenario scenario() {
    return scenario;
  }

  RunFolder folder() {
    return folder;
  }

  @Nullable StageProcess stage() {
    return stage;
  }

  /** What a part found out. */
  synchronized ShareRun.@Nullable Findings findings(Outcome.Measured measured) {
    return measurement == null ? null : measurement.findings(measured);
  }

  /** Completes when everything is measured, or nothing can be. */
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Waits for the outcome: whether the run went to its end. */
  boolean isWhole() {
    try {
      return outcome.get() instanceof Outcome.Measured measured && measured.whole();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether an outcome will come by itself. */
  synchronized boolean hasBegun() {
    return measurement != null;
  }

  /** Why it was stopped; {@code null} when nothing did. */
  @Nullable String stopped() {
    return stopped;
  }

  /** Stops as soon as possible; what was measured is kept, and cannot count. */
  synchronized void stop(String why) {
    if (stopped == null) {
      stopped = why;
    }
    StageProcess starting = stage;
    if (starting != null) {
      starting.abandon();
    }
    Measurement current = measurement;
    if (current != null) {
      current.stop(why);
    }
  }

  /** Gatling builds a scenario: the first time, the measurement begins to wait for connections. */
  private synchronized void begin(CoreComponents core) {
    Target resolved = target;
    if (measurement != null || resolved == null) {
      return;
    }
    GatlingLog log = new GatlingLog(core);
    wiring = new Wiring(ledger, population, log, channels, pings);
    UnaryOperator<String> secrets = text -> Secrets.expand(text, System::getenv);
    Handshakes handshakes = new Handshakes(resolved.uri(), scenario.connect(), secrets, signer);
    connector = new Connector(resolved, handshakes, core.configuration().netty());
    invitations = new Invitations(handshakes, scenario.connect().join(), secrets);
    Target requests = way == null ? null : way.target();
    if (requests != null) {
      lanes = new HttpConnector(requests, scenario.publish().drain(), core.configuration().netty());
    }
    Join join = scenario.connect().join();
    joining = join == null ? null : new Joining.Protocol(join, secrets, channels);
    Measurement.Parts parts =
        new Measurement.Parts(
            population, ledger, publishers, channels, log, lags, pings, witness, crowd);
    Measurement started =
        new Measurement(scenario, new Measurement.Place(part, folder, address(), stage), parts);
    measurement = started;
    String why = stopped;
    if (why != null) {
      started.stop(why);
    }
    started.start(listener, outcome);
  }

  /** The address as the scenario writes it: a secret in it stays unexpanded. */
  private String address() {
    String written = scenario.target();
    return written == null ? "local" : written;
  }

  /** A Gatling action that opens a connection: the first users publish, the others subscribe. */
  Action connection(CoreComponents core, Action next) {
    begin(core);
    return new ConnectAction("connect", next, population, this::openAtItsPace);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The connection hears what becomes of it.
  private void openAtItsPace(EventLoop loop) {
    long wait = pace.takeNanos(System.nanoTime());
    if (wait == 0) {
      open(loop);
    } else {
      loop.schedule(() -> open(loop), wait, TimeUnit.NANOSECONDS);
    }
  }

  private void open(EventLoop loop) {
    Wiring shared = wiring;
    Connector opener = connector;
    if (shared == null || opener == null) {
      throw new IllegalStateException("a user was injected before the run began");
    }
    int number = population.nextNumber();
    int publishing = population.publishers();
    if (number < publishing) {
      openPublisher(loop, shared, opener, part.share().whole(number));
    } else {
      int subscriber = number - publishing;
      Person person = people.subscriber(subscriber);
      if (crowd == null) {
        Connection connection = new Subscriber(subscriber, shared, inbox(loop));
        opener.open(loop, person, joined(connection, person));
      } else {
        Consumer<Connection> dial = next -> opener.open(loop, person, joined(next, person));
        crowd.open(subscriber, loop, shared, inbox(loop), dial);
      }
      openTwin(subscriber);
    }
  }

  private void openTwin(int subscriber) {
    Invitations written = invitations;
    int twin = witness == null ? -1 : witness.twin(subscriber);
    if (witness != null && written != null && twin >= 0) {
      try {
        witness.invite(written.of(twin, people.witness(twin, subscriber)));
      } catch (LoadException e) {
        witness.cannotInvite(String.valueOf(e.getMessage()));
      }
    }
  }

  private void openPublisher(EventLoop loop, Wiring shared, Connector opener, int number) {
    Person person = people.publisher(number);
    HttpLane.Opener requests = lanes;
    Publishing by = way;
    Inbox inbox = inbox(loop);
    if (requests == null || by == null) {
      Placeholders message = HttpRequests.places(scenario.publish().message());
      Publisher publisher = new Publisher(number, person, message, shared, inbox);
      add(publisher);
      Consumer<Connection> dial = next -> opener.open(loop, person, joined(next, person));
      if (crowd == null) {
        dial.accept(publisher);
      } else {
        crowd.open(publisher, loop, shared, dial);
      }
    } else {
      HttpPublisher publisher =
          new HttpPublisher(number, loop, by.requests(person), requests, population);
      add(publisher);
      publisher.open();
    }
  }

  private void add(Outlet publisher) {
    synchronized (publishers) {
      publishers.add(publisher);
    }
  }

  private Connection joined(Connection connection, Person person) {
    Joining.Protocol protocol = joining;
    return protocol == null ? connection : protocol.before(connection, person);
  }

  private Inbox inbox(EventLoop loop) {
    return inboxes.computeIfAbsent(
        loop,
        l -> {
          lags.watch(l);
          return new Inbox(ledger, part.run());
        });
  }

  /** Ends the stage; nothing is measured any more. */
  void close() {
    if (witness != null) {
      witness.close();
    }
    StageProcess current = stage;
    if (current != null) {
      current.close();
    }
  }
}
