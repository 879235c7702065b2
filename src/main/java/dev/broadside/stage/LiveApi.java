package dev.broadside.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A WebSocket API put together: what stands behind the front door, and the sweep that ends
 * connections.
 */
record LiveApi(FrontDoor.Rooms rooms, Sweep sweep) {

  static LiveApi of(
      Api api, Rules rules, Invoker functions, Counters counters, Services services, Clock clock) {
    Ids ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    Connections connections = new Connections();
    Events events = new Events(api, ids, clock);
    Gateway gateway =
        new Gateway(
            api,
            ids,
            events,
            Integrations.of(api, functions),
            connections,
            Authorizers.of(api, events, functions, clock));
    Access access = rules.signed() ? new SignedAccess(clock) : Access.OPEN;
    return new LiveApi(
        new FrontDoor.Rooms(
            api.stage(),
            new Handshake(gateway, ids, clock, rules.lifetime()),
            new ManagementApi(connections, gateway, access, counters),
            services),
        new Sweep(connections, rules.lifetime(), clock, gateway));
  }
}
