package dev.broadside.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * A WebSocket API put together: what stands behind the front door, the sweep that ends connections,
 * and the gateway, whose routes can be replaced.
 */
record LiveApi(
    FrontDoor.Rooms rooms, Sweep sweep, Gateway gateway, Function<Api, Routing> routings) {

  static LiveApi of(
      Api api, Rules rules, Invoker functions, Counters counters, Services services, Clock clock) {
    Ids ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    Connections connections = new Connections();
    Function<Api, Routing> routings = any -> Routing.of(any, ids, functions, clock);
    Gateway gateway = new Gateway(routings.apply(api), ids, connections);
    Access access = rules.signed() ? new SignedAccess(clock) : Access.OPEN;
    return new LiveApi(
        new FrontDoor.Rooms(
            api.stage(),
            new Handshake(gateway, ids, clock, rules.lifetime()),
            new ManagementApi(connections, gateway, access, counters),
            services),
        new Sweep(connections, rules.lifetime(), clock, gateway),
        gateway,
        routings);
  }

  /** Serves {@code next} instead, on the same connections. */
  void serve(Api next) {
    gateway.serve(routings.apply(next));
  }
}
