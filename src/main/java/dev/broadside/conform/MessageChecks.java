package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** M1 to M6: events of messages, and what comes back. */
final class MessageChecks {
  private static final String TRANSCRIPT = "wscat transcript, ap-northeast-1";

  /** Base64url of eleven bytes, as in all captures. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{15}=");

  private static final int TAIL = 8;

  private MessageChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
            "M1",
            "The event of a message has a body and no headers",
            evidence(Grade.C, "powertools-lambda, apiGatewayWebSocketApiMessage.json"),
            MessageChecks::shape),
        Check.of(
            "M2",
            "A function that throws: an Internal server error frame",
            evidence(Grade.C, TRANSCRIPT),
            site -> errorAndOpen(site, "throw")),
        Check.of(
            "M3",
            "A malformed answer: an Internal server error frame",
            evidence(Grade.C, "middyjs issue 1219"),
            site -> errorAndOpen(site, "malformed")),
        Check.of(
            "M4",
            "A status 500 on a one-way route sends nothing",
            evidence(Grade.C, TRANSCRIPT),
            site -> nothingAndOpen(site, "refuse")),
        Check.of(
            "M5",
            "A body goes back only where the route has a response",
            evidence(Grade.D, "apigateway-websocket-api-route-response"),
            MessageChecks::twoWay),
        Check.of(
            "M6",
            "Ids are 15 letters of base64url and a =; both request ids are one",
            evidence(Grade.C, "14 captures"),
            MessageChecks::ids));
  }

  private static void shape(Site site) throws CannotCheck, Difference, InterruptedException {
    String message = Site.message("event").toString();
    JsonNode event = site.event(site.talk(), message);
    for (String absent : List.of("headers", "multiValueHeaders", "queryStringParameters")) {
      Difference.unless(!event.has(absent), "an event without " + absent, event.get(absent));
    }
    Difference.unlessSame("body", message, event.path("body").asText());
    Difference.unless(
        event.path("isBase64Encoded").isBoolean() && !event.path("isBase64Encoded").asBoolean(),
        "isBase64Encoded false",
        event.path("isBase64Encoded"));
    Difference.unlessSame("eventType", "MESSAGE", event.at("/requestContext/eventType").asText());
  }

  private static void errorAndOpen(Site site, String action)
      throws CannotCheck, Difference, InterruptedException {
    Talker talker = site.talk();
    talker.send(Site.message(action).toString());
    RouteChecks.errorFrame("Internal server error", talker.next());
    site.event(talker);
  }

  private static void nothingAndOpen(Site site, String action)
      throws CannotCheck, Difference, InterruptedException {
    Talker talker = site.talk();
    talker.send(Site.message(action).toString());
    Said said = talker.next(site.silence());
    Difference.unless(said instanceof Said.Nothing, "no frame", said);
    site.event(talker);
  }

  private static void twoWay(Site site) throws CannotCheck, Difference, InterruptedException {
    String message = Site.message("answer").toString();
    Talker talker = site.talk();
    talker.send(message);
    Difference.unlessSame(
        "frame", new Said.Text("got " + message.length() + " characters"), talker.next());
    nothingAndOpen(site, "quiet");
  }

  private static void ids(Site site) throws CannotCheck, Difference, InterruptedException {
    JsonNode context = site.event(site.talk()).get("requestContext");
    for (String name : List.of("connectionId", "messageId", "requestId")) {
      String id = context.path(name).asText();
      Difference.unless(
          ID.matcher(id).matches(), name + " like eHrdFcnvvHcCE-w=", name + " '" + id + "'");
    }
    Difference.unlessSame(
        "extendedRequestId",
        context.path("requestId").asText(),
        context.path("extendedRequestId").asText());
    String connection = context.path("connectionId").asText().substring(TAIL);
    if (!context.path("messageId").asText().endsWith(connection)) {
      site.note("messageId does not end like its connectionId, as it was seen to on AWS");
    }
  }
}
