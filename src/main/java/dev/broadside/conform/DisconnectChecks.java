package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** D1 to D4: what {@code $disconnect} is told. */
final class DisconnectChecks {
  private DisconnectChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "D1",
            "A client that closes without a code: 1005, in AWS's words",
            evidence(Grade.C, "powertools-lambda, apiGatewayWebSocketApiDisconnect.json"),
            DisconnectChecks::noCode),
        Check.of(
            "D2",
            "DELETE: the client sees 1000, and $disconnect too",
            evidence(Grade.C, "boto/boto3 3789; aws/chalice 2060"),
            DisconnectChecks::deleted),
        Check.of(
            "D3",
            "The event of $disconnect has its four headers",
            evidence(Grade.C, "powertools-lambda and six other captures"),
            DisconnectChecks::headers),
        Check.of(
                "D4",
                "The authorizer's context is in every later event",
                evidence(Grade.C, "boto/boto3 3789"),
                DisconnectChecks::authorizer)
            .on(Variant.GUARDED));
  }

  private static void noCode(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    String id;
    try (RawSocket socket = site.raw(0)) {
      id = site.idOf(socket);
      socket.send(new Frame(Frame.CLOSE, true, new byte[0]));
      socket.read();
    }
    ended(site.disconnectOf(id), 1005, "Client-side close frame status not set");
  }

  private static void deleted(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Talker talker = site.talk();
    String id = site.idOf(talker);
    site.management().call("DELETE", Management.path(id), new byte[0]);
    Said said = talker.next();
    Difference.unless(
        said instanceof Said.Closed closed && closed.code() == 1000, "close 1000", said);
    ended(site.disconnectOf(id), 1000, "Connection Closed Normally");
  }

  private static void ended(JsonNode event, int code, String reason) throws Difference {
    JsonNode context = event.path("requestContext");
    Difference.unlessSame(
        "disconnectStatusCode", code, context.path("disconnectStatusCode").asInt());
    Difference.unlessSame("disconnectReason", reason, context.path("disconnectReason").asText());
  }

  private static void headers(Site site) throws CannotCheck, Difference, InterruptedException {
    JsonNode event = disconnectOfOne(site);
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    event.path("headers").fieldNames().forEachRemaining(names::add);
    Set<String> expected = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    expected.addAll(List.of("Host", "X-Forwarded-For", "x-api-key", "x-restapi"));
    Difference.unlessSame("headers", expected, names);
    Difference.unless(
        !event.at("/headers/Host").asText().isEmpty(), "a Host", event.get("headers"));
    Difference.unless(
        event.path("multiValueHeaders").size() == expected.size(),
        "the four in multiValueHeaders too",
        event.path("multiValueHeaders"));
  }

  private static void authorizer(Site site) throws CannotCheck, Difference, InterruptedException {
    hasTicket("MESSAGE", site.event(site.talk()));
    hasTicket("DISCONNECT", disconnectOfOne(site));
  }

  private static void hasTicket(String what, JsonNode event) throws Difference {
    JsonNode authorizer = event.at("/requestContext/authorizer");
    Difference.unless(
        authorizer.path("ticket").asText().equals("T-1")
            && authorizer.path("principalId").asText().equals("conformance"),
        "the authorizer's principalId and context in the " + what + " event",
        authorizer.isMissingNode() ? "no authorizer" : authorizer);
  }

  private static JsonNode disconnectOfOne(Site site)
      throws CannotCheck, Difference, InterruptedException {
    String id;
    try (Talker talker = site.talk()) {
      id = site.idOf(talker);
    }
    return site.disconnectOf(id);
  }
}
