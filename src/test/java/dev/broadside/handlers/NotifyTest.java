package dev.broadside.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions of notify, with the events that they get. */
@Timeout(60)
@ExtendWith({DummyCredentials.class, LoadedClients.class})
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class NotifyTest {
  private static final Context CONTEXT = NoContext.create();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String SENDER = "Uc0nN-cTIAMCK_g=";

  private final CapturedLog log = new CapturedLog();
  private final List<Integer> pauses = new ArrayList<>();
  private final PlayedAws aws;

  NotifyTest() throws IOException {
    aws = new PlayedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private Map<String, String> environment(String authentication) {
    Map<String, String> environment =
        new HashMap<>(
            aws.environment(
                Map.of(
                    "BROADSIDE_GROUP",
                    "userId",
                    "BROADSIDE_INDEX",
                    "user",
                    "BROADSIDE_AUTHENTICATION",
                    authentication,
                    "BROADSIDE_TOKEN_SECRET",
                    Tokens.LOCAL_SECRET)));
    environment.put(
        "NOTIFY_CONNECTION_QUEUE",
        environment.get("AWS_ENDPOINT_URL_DYNAMODB") + "/123456789012/NotifyConnection");
    return environment;
  }

  private @Nullable Object connect(String authentication, String event) {
    try (var function = new NotifyConnect(environment(authentication), CLOCK)) {
      return function.handleRequest(Event.named(event), CONTEXT).get("statusCode");
    }
  }

  private String ask(String authentication, String routeKey, String body) {
    Map<String, Object> event = new HashMap<>(Event.named("notify-ping"));
    Map<Object, Object> context = new HashMap<>((Map<?, ?>) event.get("requestContext"));
    context.put("routeKey", routeKey);
    event.put("requestContext", context);
    event.put("body", body);
    try (var function = new NotifyActions(environment(authentication), CLOCK)) {
      return String.valueOf(function.handleRequest(event, CONTEXT).get("body"));
    }
  }

  @Test
  void aGoodTokenConnectsAndWritesDownWhoItIs() {
    assertEquals(200, connect("query", "notify-connect"));
    assertEquals("1234", aws.asked.getFirst().body().at("/Item/userId/S").asText());
    assertEquals(SENDER, aws.asked.getFirst().body().at("/Item/connectionId/S").asText());
  }

  @Test
  void withoutATokenTheHandshakeEndsWith401AndNothingIsWritten() {
    assertEquals(401, connect("query", "connect"));
    assertEquals(List.of(), aws.calls());
  }

  @Test
  void whoMayAuthorizeLaterConnectsAsNobody() {
    assertEquals(200, connect("authorize", "notify-connect"));
    assertTrue(aws.asked.getFirst().body().at("/Item/userId").isMissingNode());
  }

  @Test
  void aPingIsAnsweredWithPongAndWhatIsNotThereIsSaidSo() {
    assertEquals("pong", ask("query", "ping", "{\"action\": \"ping\", \"name\": \"Stepan\"}"));
    assertTrue(ask("query", "$default", "no JSON").contains("Not implemented"));
    assertEquals(List.of(), aws.calls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "$default"})
  void nothingIsServedBeforeAuthorizeAndEverythingAfterIt(String route) {
    assertTrue(ask("authorize", route, "{}").contains("Unauthorized"));
    aws.answer("GetItem Users", "{\"Item\":{\"userId\":{\"S\":\"1234\"}}}");
    assertTrue(!ask("authorize", route, "{}").contains("Unauthorized"));
    assertTrue(aws.asked.getFirst().body().get("ConsistentRead").asBoolean());
  }

  @Test
  void authorizeTakesAGoodTokenOnly() {
    String token =
        new Tokens(Tokens.LOCAL_SECRET, CLOCK).sign("5678", CLOCK.instant().plusSeconds(60));
    for (String wrong : List.of("{}", "[]", "no JSON", "{\"token\":7}", "{\"token\":\"a.1.b\"}")) {
      assertTrue(ask("authorize", "authorize", wrong).contains("Unauthorized"), wrong);
    }
    assertEquals(List.of(), aws.calls());
    assertEquals(
        "{\"authorized\":true}", ask("authorize", "authorize", "{\"token\":\"" + token + "\"}"));
    assertEquals("5678", aws.asked.getFirst().body().at("/Item/userId/S").asText());
  }

  private Map<String, Object> notifyUser() {
    try (var function = new NotifyUser(environment("query"), log, pauses::add)) {
      return function.handleRequest(Event.named("notify-user"), CONTEXT);
    }
  }

  private static Map<String, Object> failures(int... numbers) {
    return Map.of(
        "batchItemFailures",
        Arrays.stream(numbers)
            .mapToObj(n -> Map.of("itemIdentifier", "00000000-0000-4000-8000-00000000000" + n))
            .toList());
  }

  @Test
  void aUsersMessageIsQueuedForEachConnectionAndPoisonComesBackAlone() {
    aws.answer(
        "Query Users",
        "{\"Items\":[{\"connectionId\":{\"S\":\"f97yeeMZDoECGqg=\"}},{\"connectionId\":{\"S\":\"B=\"}}]}");
    assertEquals(failures(2, 3), notifyUser());
    assertEquals(List.of("Query Users", "SendMessageBatch "), aws.calls());
    var entries = aws.asked.getLast().body().get("Entries");
    assertEquals(2, entries.size());
    // As the seed prints it.
    assertEquals(
        "{\"connectionId\":\"f97yeeMZDoECGqg=\",\"data\":\"cokoliv\"}",
        entries.get(0).get("MessageBody").asText());
    assertEquals(2, log.lines.size());
  }

  @Test
  void aUserWhoseConnectionsCannotBeReadOrQueuedComesBack() {
    aws.answer("Query Users", "{\"__type\":\"x#AccessDeniedException\"}");
    assertEquals(failures(1, 2, 3), sorted(notifyUser()));
    aws.answer("Query Users", "{\"Items\":[{\"connectionId\":{\"S\":\"B=\"}}]}");
    aws.answer("SendMessageBatch ", "{\"__type\":\"x#AccessDenied\"}");
    assertEquals(failures(1, 2, 3), sorted(notifyUser()));
    assertEquals(List.of(2, 3, 4), pauses);
    aws.answer("SendMessageBatch ", "{\"Failed\":[{\"Id\":\"1\",\"SenderFault\":false}]}");
    assertEquals(failures(1, 2, 3), sorted(notifyUser()));
  }

  private static Map<String, Object> sorted(Map<String, Object> answer) {
    return Map.of(
        "batchItemFailures",
        ((List<?>) answer.getOrDefault("batchItemFailures", List.of()))
            .stream().sorted(Comparator.comparing(Object::toString)).toList());
  }

  @Test
  void eachMessageIsPostedAndWhatMayStillArriveComesBack() throws IOException {
    try (StubAws stub = new StubAws(10, "f97yeeMZDoECGqg=", "gone=", "young=", "broken=");
        var function = new NotifyConnection(stub.environment("serial", 1), log)) {
      stub.answers("gone=", 410);
      stub.answers("broken=", 413);
      stub.answers("young=", 200);
      Map<String, Object> event = Event.named("notify-connection");
      assertEquals(failures(4, 5), function.handleRequest(event, CONTEXT));
      assertEquals(
          List.of(
              "post f97yeeMZDoECGqg= cokoliv", "post gone= a", "post young= b", "post broken= c"),
          stub.requests("post"));
      assertEquals(Set.of("f97yeeMZDoECGqg=", "young=", "broken="), stub.table);
      // Not removed: perhaps its handshake is not over.
      stub.answers("young=", 410);
      stub.deleteStatus = 400;
      assertEquals(failures(2, 3, 4, 5), function.handleRequest(event, CONTEXT));
    }
  }

  @Test
  void anEnvironmentThatLacksSomethingIsRefusedAtInit() {
    for (String name : List.of("BROADSIDE_GROUP", "NOTIFY_CONNECTION_QUEUE")) {
      Map<String, String> without = new HashMap<>(environment("query"));
      without.remove(name);
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> new NotifyUser(without, log, pauses::add));
      assertTrue(String.valueOf(refused.getMessage()).startsWith(name + " is not set"), name);
    }
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new NotifyConnect(environment("both"), CLOCK));
    assertEquals(
        "BROADSIDE_AUTHENTICATION is 'both': write query or authorize.", refused.getMessage());
  }
}
