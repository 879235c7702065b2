package dev.broadside.tune;

import dev.broadside.aws.Latency;
import dev.broadside.aws.Prices;
import dev.broadside.aws.Profile;
import dev.broadside.aws.Profile.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code tuning.js} computes with: the inputs, and every parameter of the formulas. */
final class ScriptData {
  private static final double MILLI_NANOS = 1e6;

  /* As good as no bucket. */
  private static final double UNLIMITED = 1e15;

  private ScriptData() {}

  static Map<String, Object> of(Tuning tuning) {
    return Map.of(
        "inputs",
        tuning.inputs(),
        "rooms",
        rooms(tuning.rooms()),
        "parameters",
        parameters(tuning.assumptions(), tuning.prices()));
  }

  /** Pairs of a size and its share. */
  static List<List<Number>> rooms(RoomSizes rooms) {
    return rooms.sizes().stream()
        .map(size -> List.<Number>of(size.connections(), size.share()))
        .toList();
  }

  static Map<String, Object> parameters(Assumptions assumptions, Prices prices) {
    Profile profile = assumptions.profile();
    var bucket = profile.quotas().requests();
    Map<String, Object> latencies = new LinkedHashMap<>();
    for (Service service : List.of(Service.INVOKE, Service.DYNAMODB, Service.PAGE, Service.POST)) {
      Latency latency = profile.latency(service);
      latencies.put(
          service.word(),
          List.of(latency.p50().toNanos() / MILLI_NANOS, latency.p99().toNanos() / MILLI_NANOS));
    }
    return Map.of(
        "latency",
        latencies,
        "bucket",
        Map.of(
            "perSecond", bucket == null ? UNLIMITED : bucket.perSecond(),
            "burst", bucket == null ? UNLIMITED : bucket.burst()),
        "prices",
        Map.of(
            "readUnit", prices.dynamoDb().readUnit(),
            "writeUnit", prices.dynamoDb().writeUnit(),
            "request", prices.lambda().request(),
            "gbSecond", prices.lambda().gbSecondArm64(),
            "message", prices.webSocket().message(),
            "connectionMinute", prices.webSocket().connectionMinute()),
        "inFlight",
        assumptions.inFlight(),
        "ownMicros",
        assumptions.ownMicros(),
        "messageBytes",
        assumptions.messageBytes(),
        "memoryMb",
        assumptions.memoryMb(),
        "entryBytes",
        assumptions.entryBytes(),
        "keyedByRoom",
        assumptions.keyedByRoom());
  }
}
