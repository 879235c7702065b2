package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket API put together: what stands behind the front door, the sweep that ends connections,
 * the gateway, whose routes can be replaced, what throttles them, and the faults on demand.
 *
 * @param posts what {@code @connections} posts with, for callers inside this process
 * @param invoker calls functions as the profile has it
 */
record LiveApi(
    FrontDoor.Behind behind,
    Sweep sweep,
    Gateway gateway,
    Function<Api, Routing> routings,
    Throttling throttling,
    Faults faults,
    Connections connections,
    Posts posts,
    Invoker invoker) {

  static LiveApi of(
      Api api,
      Rules rules,
      Invoker functions,
      Counters counters,
      Services services,
      StageClock clock) {
    Ids ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    Connections connections = new Connections();
    Intakes intakes = new Intakes(clock, Intakes.usualBodies());
    Cloud cloud = new Cloud(rules.profile(), System::nanoTime);
    Invoker invoker = CloudInvoker.of(functions, cloud, counters.cloud());
    Throttling throttling =
        new Throttling(rules.profile().quotas(), api, cloud.nanoTime(), counters.cloud());
    PostFaults failing = new PostFaults(rules.profile().seed());
    Function<Api, Routing> routings = any -> Routing.of(any, ids, invoker, clock);
    Gateway gateway = new Gateway(routings.apply(api), ids, connections);
    gateway.throttle(throttling, rules.profile().throttledMessage());
    TableFaults tableFaults = services.dynamoDb().tableFaults();
    Faults faults = new Faults(connections, tableFaults, failing, rules.profile().seed());
    Posts posts = new Posts(connections, counters);
    return new LiveApi(
        new FrontDoor.Behind(
            api.stage(),
            new Handshake(gateway, ids, clock, rules.lifetime()),
            new Callbacks(
                new ManagementApi(connections, gateway, access(rules, clock), counters, posts),
                throttling,
                cloud,
                failing,
                counters),
            services,
            throttling,
            new FaultsApi(faults),
            new CountersApi(counters),
            intakes,
            null),
        new Sweep(connections, rules.lifetime(), gateway, intakes),
        gateway,
        routings,
        throttling,
        faults,
        connections,
        posts,
        invoker);
  }

  private static Access access(Rules rules, Clock clock) {
    return rules.signed() ? new SignedAccess(clock) : Access.OPEN;
  }

  /** With an HTTP API beside the WebSocket API: of the same account, so under the same quotas. */
  LiveApi with(HttpApi api, String domainName, Clock clock) {
    HttpGateway http =
        new HttpGateway(api, domainName, CloudInvoker.forHttp(invoker), throttling, clock);
    return new LiveApi(
        behind.with(http),
        sweep,
        gateway,
        routings,
        throttling,
        faults,
        connections,
        posts,
        invoker);
  }

  /** Serves {@code next} instead, on the same connections, and the routes of {@code nextHttp}. */
  void serve(Api next, @Nullable HttpApi nextHttp) {
    throttling.serve(next);
    gateway.serve(routings.apply(next));
    HttpGateway http = behind.http();
    if (http != null && nextHttp != null) {
      http.serve(nextHttp);
    }
  }
}
