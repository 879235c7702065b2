package dev.broadside.stage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A WebSocket API put together: what stands behind the front door, the sweep that ends connections,
 * and the faults on demand.
 */
record LiveApi(FrontDoor.Rooms rooms, Sweep sweep, Faults faults) {

  static LiveApi of(
      Api api,
      Rules rules,
      Invoker functions,
      Counters counters,
      DynamoDbPassThrough dynamoDb,
      Clock clock) {
    Ids ids = new Ids(() -> ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    Connections connections = new Connections();
    Cloud cloud = new Cloud(rules.profile(), System::nanoTime);
    Invoker invoker = CloudInvoker.of(functions, cloud, counters.cloud());
    Admission admission =
        new Admission(rules.profile().quotas(), api, cloud.nanoTime(), counters.cloud());
    Gateway gateway =
        new Gateway(
            api, ids, new Events(api, ids, clock), new ProxyIntegration(invoker), connections);
    gateway.admit(admission, rules.profile().throttledMessage());
    PostFaults posts = new PostFaults(rules.profile().seed());
    Faults faults = new Faults(connections, dynamoDb.throttles(), posts, rules.profile().seed());
    Access access = rules.signed() ? new SignedAccess(clock) : Access.OPEN;
    return new LiveApi(
        new FrontDoor.Rooms(
            api.stage(),
            new Handshake(gateway, ids, clock, rules.lifetime()),
            new Callbacks(
                new ManagementApi(connections, gateway, access, counters),
                admission,
                cloud,
                posts,
                counters),
            dynamoDb,
            admission,
            new FaultsApi(faults)),
        new Sweep(connections, rules.lifetime(), clock, gateway),
        faults);
  }
}
