package dev.broadside.stage;

import dev.broadside.template.HttpApi;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket API put together: what stands behind the front door, the sweep that ends connections,
 * and the gateway, whose routes can be replaced.
 *
 * @param posts what {@code @connections} posts with, for callers inside this process
 */
record LiveApi(
    FrontDoor.Rooms rooms,
    Sweep sweep,
    Gateway gateway,
    Function<Api, Routing> routings,
    Connections connections,
    Posts posts) {

  static LiveApi of(
      Api api, Rules rules, Invoker functions, Counters counters, Services services, Clock clock) {
    Ids ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    Connections connections = new Connections();
    Intakes intakes = new Intakes(clock, Intakes.usualBodies());
    Function<Api, Routing> routings = any -> Routing.of(any, ids, functions, clock);
    Gateway gateway = new Gateway(routings.apply(api), ids, connections);
    Posts posts = new Posts(connections, counters);
    Access access = rules.signed() ? new SignedAccess(clock) : Access.OPEN;
    return new LiveApi(
        new FrontDoor.Rooms(
            api.stage(),
            new Handshake(gateway, ids, clock, rules.lifetime()),
            new ManagementApi(connections, gateway, access, counters, posts),
            services,
            intakes,
            null),
        new Sweep(connections, rules.lifetime(), clock, gateway, intakes),
        gateway,
        routings,
        connections,
        posts);
  }

  /** With an HTTP API beside the WebSocket API. */
  LiveApi with(HttpGateway http) {
    return new LiveApi(rooms.with(http), sweep, gateway, routings, connections, posts);
  }

  /** Serves {@code next} instead, on the same connections, and the routes of {@code nextHttp}. */
  void serve(Api next, @Nullable HttpApi nextHttp) {
    gateway.serve(routings.apply(next));
    HttpGateway http = rooms.http();
    if (http != null && nextHttp != null) {
      http.serve(nextHttp);
    }
  }
}
