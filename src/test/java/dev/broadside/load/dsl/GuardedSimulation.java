package dev.broadside.load.dsl;

import static dev.broadside.load.dsl.BroadcastDsl.broadcast;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** Twenty users who prove who they are in each way that there is, and one who cannot. */
public final class GuardedSimulation extends Simulation {
  private final Broadcast room =
      broadcast("guarded")
          .url(System.getProperty("ws"))
          .ca(System.getProperty("ca"))
          .subprotocol(System.getProperty("subprotocol"))
          .header(System.getProperty("header"), "#{token}")
          .join("hello #{token}", "welcome", Duration.ofSeconds(30))
          .drain(Duration.ofSeconds(20))
          .upTo(30, 5);

  /** Who speaks begins when all friends have joined. */
  public GuardedSimulation() {
    setUp(
            scenario("listeners")
                .exec(known(System.getProperty("token")))
                .exec(room.subscribe())
                .injectOpen(rampUsers(20).during(2))
                .andThen(
                    scenario("stranger")
                        .exec(known("guessed"))
                        .exec(room.subscribe())
                        .injectOpen(atOnceUsers(1)),
                    scenario("speaker")
                        .exec(known(System.getProperty("token")))
                        .repeat(5)
                        .on(exec(room.publish("#{marker}")))
                        .exec(room.settle())
                        .injectOpen(atOnceUsers(1))))
        .assertions(
            details(room.connect()).failedRequests().count().is(1L),
            details(room.delivery()).allRequests().count().is(100L),
            details(room.delivery()).failedRequests().count().is(0L),
            details(room.last()).successfulRequests().count().is(5L));
  }

  private static ChainBuilder known(String token) {
    return exec(session -> session.set("token", token + session.userId()));
  }
}
