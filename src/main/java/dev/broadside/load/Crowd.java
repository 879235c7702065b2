package dev.broadside.load;

import dev.broadside.measure.Latencies;
import dev.broadside.measure.Ledger;
import dev.broadside.measure.Recorder;
import dev.broadside.measure.RunSummary;
import dev.broadside.scenario.Churn;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Renewal;
import dev.broadside.scenario.Scenario;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a run in which they come and go: those of the churn, and those that are
 * replaced before the stage would cut them.
 */
final class Crowd implements AutoCloseable {
  /** Where only planned replacements are made, as slow as a churn's rejoin may be by default. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  /** Longer than the measured window can be late. */
  private static final Duration NOT_YET = Duration.ofDays(1);

  private final Scenario scenario;
  private final Comings comings;
  private final ConnectPace pace;
  private final Lifetimes lifetimes;
  private final @Nullable Turnover turnover;

  private Crowd(Scenario scenario, ConnectPace pace) {
    this.scenario = scenario;
    Churn churn = scenario.audience().churn();
    this.comings = new Comings((churn == null ? SLOW : churn.within()).toNanos());
    this.pace = pace;
    this.lifetimes = new Lifetimes(scenario.connect().renewal(), scenario.audience().connections());
    this.turnover =
        churn == null
            ? null
            : new Turnover(churn, scenario.audience().connections(), scenario.seed(), comings);
  }

  /** The crowd of a scenario, which rejoins at that pace; {@code null} when everybody stays. */
  static @Nullable Crowd of(Scenario scenario, ConnectPace pace) {
    return scenario.isComingAndGoing() ? new Crowd(scenario, pace) : null;
  }

  /** Opens the first connection of a subscriber; {@code dial} opens each of them on its loop. */
  void open(int number, EventLoop loop, Wiring wiring, Inbox inbox, Consumer<Connection> dial) {
    Attendee attendee = new Attendee(number, loop, shared(wiring), inbox, dial);
    if (turnover != null) {
      turnover.add(number, attendee);
    }
    attendee.arrive();
  }

  /** The same for one that publishes, and that nobody makes leave. */
  void open(Publisher publisher, EventLoop loop, Wiring wiring, Consumer<Connection> dial) {
    Duration maxAge = scenario.connect().renewal().maxAge();
    if (maxAge == null) {
      dial.accept(publisher);
    } else {
      // What it sends keeps its connection from being idle.
      Lifetimes lifetimes =
          new Lifetimes(new Renewal(maxAge, null), scenario.publish().publishers());
      new Relay(publisher, loop, shared(wiring), lifetimes, dial).start();
    }
  }

  private Attendee.Shared shared(Wiring wiring) {
    return new Attendee.Shared(wiring, comings, pace, System::nanoTime, lifetimes);
  }

  /** Publishing begins, and with it the churn; storms wait for the window that is announced. */
  void begin(Schedule.Times times) {
    if (turnover != null) {
      long notYet = times.measureNanos() + NOT_YET.toNanos();
      turnover.begin(turns(new Schedule.Times(times.startNanos(), notYet)));
    }
  }

  /** The measured window begins. */
  void measured(Schedule.Times times) {
    if (turnover != null) {
      turnover.move(turns(times));
    }
  }

  private Turnover.Times turns(Schedule.Times times) {
    long end = times.measureNanos() + scenario.publish().duration().toNanos();
    return new Turnover.Times(times.startNanos(), times.measureNanos(), end);
  }

  /** How many are away at this moment. */
  int away() {
    return comings.away();
  }

  /** How many came back so far. */
  long rejoins() {
    return comings.rejoins();
  }

  /** What happened so far; on the conductor's thread. */
  RunSummary.Churn summary(Ledger ledger, Recorder recorder) {
    Churn churn = scenario.audience().churn();
    Publish publish = scenario.publish();
    long planned =
        churn == null
            ? 0
            : churn.leaving(publish.warmup().plus(publish.duration()))
                + churn.stormy(scenario.audience().connections());
    return comings.summary(planned, recorder.churnedWithIt(), ledger.strays());
  }

  /** What the handshakes of those took who came again, as of the last summary. */
  Latencies rejoinLatencies() {
    return comings.rejoinLatencies();
  }

  /** Nobody is made to leave any more. */
  @Override
  public void close() {
    if (turnover != null) {
      turnover.close();
    }
  }
}
