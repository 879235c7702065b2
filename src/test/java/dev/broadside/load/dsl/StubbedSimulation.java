package dev.broadside.load.dsl;

import static dev.broadside.load.dsl.BroadcastDsl.broadcast;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * A thousand deliveries by a stub stage that drops one and doubles one, a broadcast whose request
 * nobody answers, and a user whose token nobody has set, and who wants to listen and to publish.
 */
public final class StubbedSimulation extends Simulation {
  private final Broadcast stub =
      broadcast("stub").url(System.getProperty("ws")).drain(Duration.ofSeconds(20)).upTo(50, 21);

  private final Broadcast closed = broadcast("closed").url("ws://127.0.0.1/?t=#{token}");

  /** With {@code -Dsettle=false} its last step forgets to settle. */
  public StubbedSimulation() {
    ChainBuilder speaking =
        exec(stub.publish("#{marker}"))
            .repeat(19)
            .on(exec(stub.publish("#{marker}")).pause(Duration.ofMillis(50)))
            .exec(stub.publishBy(http("nobody there").put("http://127.0.0.1:1/#{marker}")));
    setUp(
            scenario("listeners")
                .exec(stub.subscribe())
                .injectOpen(rampUsers(50).during(2))
                .andThen(
                    scenario("refused")
                        .exec(closed.subscribe(), closed.publish("#{marker}"))
                        .injectOpen(atOnceUsers(1)),
                    scenario("speaker")
                        .exec(
                            Boolean.getBoolean("settle") ? speaking.exec(stub.settle()) : speaking)
                        .injectOpen(atOnceUsers(1))))
        .assertions(
            details(closed.connect()).failedRequests().count().is(2L),
            details(stub.published()).successfulRequests().count().is(20L),
            details(stub.delivery()).successfulRequests().count().is(999L),
            details(stub.delivery()).failedRequests().count().is(1L),
            details(stub.last()).failedRequests().count().is(1L));
  }
}
