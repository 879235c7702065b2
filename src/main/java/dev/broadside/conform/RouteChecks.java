package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** R1 to R6: which route a message takes. */
final class RouteChecks {
  private static final String ROUTES = "websocket-api-develop-routes";
  private static final String EXPRESSIONS = "apigateway-websocket-api-selection-expressions";

  private RouteChecks() {}

  static List<Check> all() {
    return Stream.of(withDefault(), ofExpressions()).flatMap(List::stream).toList();
  }

  private static List<Check> withDefault() {
    return List.of(
        Check.of(
            "R1",
            "A message takes the route that its action names",
            evidence(Grade.D, ROUTES),
            site -> route(site, "{\"action\":\"event\"}", "event")),
        Check.of(
            "R2",
            "An action without a route takes $default, and is told so",
            evidence(Grade.D, ROUTES),
            site -> {
              route(site, "{\"action\":\"nosuch\"}", "$default");
              route(site, "{\"action\":\"EVENT\"}", "$default");
            }),
        Check.of(
            "R3",
            "A message that is no JSON takes $default",
            evidence(Grade.D, ROUTES),
            site -> route(site, "hello, this is no JSON", "$default")));
  }

  private static List<Check> ofExpressions() {
    return List.of(
        Check.of(
                "R4",
                "Without $default: a Forbidden frame, and the socket stays open",
                evidence(Grade.C, "six independent captures"),
                RouteChecks::forbidden)
            .on(Variant.BARE),
        Check.of(
                "R5",
                "Nested and several variables select; a missing one is empty",
                evidence(Grade.D, EXPRESSIONS),
                site -> {
                  route(site, Site.message("event").toString(), "conform/event");
                  route(site, "{\"service\":\"conform\"}", "conform/");
                })
            .on(Variant.GUARDED),
        Check.of(
            "R6",
            "An action that is no string is made one",
            evidence(Grade.D, EXPRESSIONS),
            site -> {
              route(site, "{\"action\":7}", "7");
              route(site, "{\"action\":true}", "true");
            }));
  }

  private static void route(Site site, String message, String expected)
      throws CannotCheck, Difference, InterruptedException {
    Talker talker = site.talk();
    talker.send(message);
    Said said = talker.next();
    String seen =
        said instanceof Said.Text(String text)
            ? Site.parse(text).at("/requestContext/routeKey").asText("")
            : "";
    Difference.unless(
        seen.equals(expected),
        "route " + expected + " for " + message,
        seen.isEmpty() ? said : "route " + seen);
  }

  private static void forbidden(Site site) throws CannotCheck, Difference, InterruptedException {
    Talker talker = site.talk();
    for (int i = 0; i < 2; i++) {
      talker.send("{\"action\":\"nosuch\"}");
      errorFrame("Forbidden", talker.next());
    }
  }

  /** An error frame of API Gateway; its members are compared, not its blanks. */
  static void errorFrame(String message, Said said) throws Difference {
    JsonNode frame = said instanceof Said.Text(String text) ? Site.parse(text) : Site.parse("null");
    Difference.unless(
        frame.path("message").asText().equals(message)
            && frame.path("connectionId").isTextual()
            && frame.path("requestId").isTextual(),
        "a frame with message \"" + message + "\", connectionId and requestId",
        said);
  }
}
