package dev.broadside.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Slo;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A scenario as Gatling sees it: publishers and subscribers, injected at {@code connect.rate}, each
 * one connection that stays open until the run is over. {@code ./broadside run} and {@code mvn
 * gatling:test} run the same; the latter reads {@code -Dscenario=FILE} or {@code
 * -Dbroadside.scenario=FILE} (default {@code scenarios/quickstart.yaml}) and {@code
 * -Dbroadside.set=key=value,key=value}.
 */
public final class BroadcastSimulation extends Simulation {
  /** Gatling 3.15.1 injects nobody at all when a profile is over within its first moments. */
  private static final Duration SHORTEST_RAMP = Duration.ofSeconds(1);

  private final InjectorRun injector = InjectorRun.current();

  /** Declares who is injected when, and what Gatling asserts. */
  public BroadcastSimulation() {
    Run run = injector.run();
    Scenario what = run.scenario();
    int connections = what.publish().publishers() + what.audience().connections();
    setUp(
            scenario("connections")
                .exec(action(run::connection))
                .injectOpen(rampUsers(connections).during(ramp(what))))
        .assertions(assertions(what.slo()));
  }

  /** Gatling draws its report after this. */
  @Override
  public void after() {
    injector.beforeReport();
  }

  private static Duration ramp(Scenario what) {
    double seconds = what.handshakes() / what.connect().rate().perSecond();
    Duration exact = Duration.ofMillis(Math.round(seconds * 1_000));
    return exact.compareTo(SHORTEST_RAMP) < 0 ? SHORTEST_RAMP : exact;
  }

  private static ActionBuilder action(BiFunction<CoreComponents, Action, Action> build) {
    io.gatling.core.action.builder.ActionBuilder scala =
        (ScenarioContext context, Action next) -> build.apply(context.coreComponents(), next);
    return () -> scala;
  }

  /** The SLO once more, on Gatling's view of the numbers; and our own verdict, which decides. */
  private static List<Assertion> assertions(Slo slo) {
    List<Assertion> assertions = new ArrayList<>();
    assertions.add(details(GatlingLog.VERDICT).failedRequests().count().is(0L));
    for (Slo.Limit limit : slo.latency()) {
      String request =
          switch (limit.metric()) {
            case CONNECT -> GatlingLog.CONNECT;
            case LAST -> GatlingLog.LAST;
            case DELIVERY -> GatlingLog.DELIVERY;
            case FIRST, P90, P99 -> "";
          };
      if (!request.isEmpty()) {
        assertions.add(assertion(request, limit));
      }
    }
    if (slo.lost() != null) {
      assertions.add(details(GatlingLog.DELIVERY).failedRequests().count().lte(slo.lost()));
    }
    return assertions;
  }

  private static Assertion assertion(String request, Slo.Limit limit) {
    int millis = (int) limit.limit().toMillis();
    var time = details(request).responseTime();
    return switch (limit.statistic()) {
      case P50 -> time.percentile(50).lte(millis);
      case P90 -> time.percentile(90).lte(millis);
      case P95 -> time.percentile(95).lte(millis);
      case P99 -> time.percentile(99).lte(millis);
      case P999 -> time.percentile(99.9).lte(millis);
      case MAX -> time.max().lte(millis);
    };
  }
}
