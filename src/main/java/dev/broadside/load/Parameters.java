package dev.broadside.load;

import dev.broadside.scenario.Arrival;
import dev.broadside.scenario.Audience;
import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Fault;
import dev.broadside.scenario.Local;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Reach;
import dev.broadside.scenario.Scenario;
import dev.broadside.scenario.Via;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What decided a run's numbers, as {@code summary.json} and the reports name it: a page that is
 * sent around has no scenario beside it. What a scenario leaves as it usually is, is left out.
 */
public final class Parameters {
  private Parameters() {}

  /** Those of a scenario. */
  public static Map<String, Object> of(Scenario scenario) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (scenario.isLocal()) {
      stage(scenario.local(), parameters);
    }
    audience(scenario.audience(), parameters);
    connect(scenario.connect(), parameters);
    publish(scenario.publish(), parameters);
    if (!scenario.faults().isEmpty()) {
      parameters.put("faults", scenario.faults().stream().map(Fault::toString).toList());
    }
    parameters.put("slo", scenario.slo().toString());
    return parameters;
  }

  private static void stage(Local local, Map<String, Object> parameters) {
    parameters.putAll(local.own().parameters());
    if (local.own().template() == null) {
      parameters.put("lookup", local.lookup());
      parameters.put("fanout", local.fanout());
      parameters.put("concurrency", local.concurrency());
    }
  }

  private static void audience(Audience audience, Map<String, Object> parameters) {
    parameters.put("connections", audience.connections());
    parameters.put("witnesses", audience.witnesses());
    if (audience.rooms() > 1) {
      parameters.put("rooms", audience.rooms());
      parameters.put("sizes", audience.sizes().toString());
    }
    if (audience.churn() != null) {
      parameters.put("churn", audience.churn().toString());
    }
    if (audience.repeats()) {
      parameters.put("repeats", true);
    }
    if (!audience.settle().isZero()) {
      parameters.put("settleSeconds", audience.settle().toMillis() / 1e3);
    }
  }

  private static void connect(Connect connect, Map<String, Object> parameters) {
    if (!connect.rate().equals(Connect.USUAL_RATE)) {
      parameters.put("connectRate", connect.rate().toString());
    }
    if (connect.join() != null) {
      parameters.put("join", connect.join().reply() == null ? "message" : "message and reply");
    }
    Reach reach = connect.reach();
    if (reach.proxy() != null) {
      parameters.put("proxy", withoutUser(reach.proxy()));
    }
    if (reach.insecure()) {
      parameters.put("insecure", true);
    }
    if (!reach.from().isEmpty()) {
      parameters.put("sources", reach.from().size());
    }
    if (connect.renewal().isPlanned()) {
      parameters.put("renewal", connect.renewal().toString());
    }
  }

  /** Of a proxy's URL as it is written, its host and port: what a variable holds stays unsaid. */
  private static String withoutUser(String proxy) {
    return proxy.replaceFirst("^http://", "").replaceFirst("^.*@", "");
  }

  private static void publish(Publish publish, Map<String, Object> parameters) {
    switch (publish.via()) {
      case Via.WebSocket webSocket -> {}
      case Via.Http http -> parameters.put("via", "HTTP " + http.method());
      case Via.Queue queue -> parameters.put("via", "queue");
    }
    parameters.put("publishers", publish.publishers());
    parameters.put("rate", publish.pace().toString());
    switch (publish.arrival()) {
      case Arrival.Constant constant -> {}
      case Arrival.Poisson poisson -> parameters.put("arrival", "poisson");
      case Arrival.Burst(int size) -> parameters.put("burst", size);
    }
    parameters.put("payload", publish.payload().toString());
    parameters.put("warmupSeconds", publish.warmup().toMillis() / 1e3);
    parameters.put("measuredSeconds", publish.duration().toMillis() / 1e3);
    parameters.put("drainSeconds", publish.drain().toMillis() / 1e3);
  }
}
