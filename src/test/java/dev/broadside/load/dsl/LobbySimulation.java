package dev.broadside.load.dsl;

import static dev.broadside.load.dsl.BroadcastDsl.broadcast;
import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * People listen in a lobby; some come and go; what is said there comes by WebSocket and by HTTP.
 */
public final class LobbySimulation extends Simulation {
  private final Broadcast lobby =
      broadcast("lobby")
          .url(System.getProperty("ws") + "?room=lobby&user=#{user}")
          .drain(Duration.ofSeconds(Integer.getInteger("drain", 5)));

  private final ScenarioBuilder listeners =
      scenario("listeners").feed(names("listener")).exec(lobby.subscribe());

  private final ScenarioBuilder visitors =
      scenario("visitors")
          .feed(names("visitor"))
          .exec(lobby.subscribe())
          .pause(1)
          .exec(lobby.leave());

  private final ScenarioBuilder speakers =
      scenario("speakers")
          .feed(names("speaker"))
          .repeat(3)
          .on(
              exec(lobby.publish(
                      """
                      {"action": "sendMessage", "message": "#{marker}"}"""))
                  .pause(1))
          .exec(lobby.settle());

  private final ScenarioBuilder writers =
      scenario("writers")
          .feed(names("writer"))
          .exec(
              lobby.publishBy(
                  http("put message")
                      .put("/rooms/lobby/messages")
                      .body(
                          StringBody(
                              """
                              {"user": "#{user}", "message": "#{marker}"}"""))))
          .exec(lobby.settle());

  /** Who publishes begins when every listener has joined. */
  public LobbySimulation() {
    setUp(
            listeners
                .injectOpen(rampUsers(50).during(5))
                .andThen(
                    visitors.injectOpen(constantUsersPerSec(2).during(5)),
                    speakers.injectOpen(constantUsersPerSec(1).during(5)),
                    writers.injectOpen(constantUsersPerSec(2).during(5))))
        .protocols(http.baseUrl(System.getProperty("http")))
        .assertions(
            details(lobby.last())
                .responseTime()
                .percentile(95)
                .lt(Integer.getInteger("limit", 500)),
            details(lobby.last()).allRequests().count().gt(0L),
            details(lobby.delivery()).allRequests().count().gt(0L),
            details(lobby.delivery()).failedRequests().count().is(0L));
  }

  private static Iterator<Map<String, Object>> names(String what) {
    return Stream.iterate(1, i -> i + 1)
        .map(i -> Map.<String, Object>of("user", what + "-" + i))
        .iterator();
  }
}
