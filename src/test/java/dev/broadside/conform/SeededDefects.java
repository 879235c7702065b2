package dev.broadside.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Defects that stages have, or had, and the one check that must see each. */
final class SeededDefects {
  private static final Frame FORBIDDEN =
      Frame.text("{\"message\": \"Forbidden\", \"connectionId\":\"x\", \"requestId\":\"y\"}");
  private static final Frame ERROR =
      Frame.text(
          "{\"message\":\"Internal server error\",\"connectionId\":\"x\",\"requestId\":\"y\"}");

  private SeededDefects() {}

  /**
   * A defect.
   *
   * @param check the check that must see it
   */
  record Seeded(String check, Variant variant, String name, Defect defect) {
    @Override
    public String toString() {
      return check + ": " + name;
    }
  }

  static List<Seeded> all() {
    return Stream.of(
            handshake(),
            routes(),
            messages(),
            frames(),
            disconnects(),
            connections(),
            refusals(),
            quotas())
        .flatMap(List::stream)
        .toList();
  }

  static Seeded named(String name) {
    return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  private static Seeded main(String check, String name, Defect defect) {
    return new Seeded(check, Variant.MAIN, name, defect);
  }

  private static List<Seeded> handshake() {
    return List.of(
        new Seeded(
            "C1", Variant.BARE, "no $connect is 502", HttpDefect.status("GET /prod?", 101, 502)),
        main("C2", "201 is not 200", HttpDefect.status("answer=201", 101, 502)),
        main("C3", "always 403", HttpDefect.status("answer=401", 401, 403)),
        main("C4", "a throw is 500", HttpDefect.status("answer=throw", 502, 500)),
        new Seeded("C5", Variant.GUARDED, "Deny is 401", HttpDefect.status("auth=deny", 403, 401)),
        main("C6", "an unknown stage is 404", HttpDefect.status("/no-such-stage", 403, 404)),
        main("C7", "a plain GET is 400", HttpDefect.status("GET /prod", 426, 400)),
        main(
            "C8",
            "the first subprotocol is echoed",
            new HttpDefect(
                head -> head.contains("Sec-WebSocket-Protocol: chat"),
                reply -> reply.status() == 101 && !reply.has("sec-websocket-protocol"),
                reply -> reply.with("Sec-WebSocket-Protocol", "chat"))),
        main(
            "C8",
            "the subprotocol is forgotten",
            HttpDefect.of(
                "answer=subprotocol", 101, reply -> reply.without("sec-websocket-protocol"))),
        main(
            "C8",
            "headers of $connect are forwarded",
            HttpDefect.of("answer=402", 402, reply -> reply.with("X-Conformance", "seen"))),
        main("C9", "no 410 during $connect", HttpDefect.status("answer=post", 410, 404)));
  }

  private static Predicate<JsonNode> body(String text) {
    return event -> event.path("body").asText().equals(text);
  }

  private static FrameDefect routeKey(String body, String key) {
    return FrameDefect.message(
        body(body), event -> ((ObjectNode) event.get("requestContext")).put("routeKey", key));
  }

  private static FrameDefect instead(Predicate<Defect.Talk> when, Frame other) {
    return new FrameDefect(
        (frame, talk) -> List.of(frame.opcode() == Frame.TEXT && when.test(talk) ? other : frame));
  }

  private static List<Seeded> routes() {
    return List.of(
        main("R1", "everything is $default", routeKey("{\"action\":\"event\"}", "$default")),
        main(
            "R2",
            "the unmatched key instead of $default",
            routeKey("{\"action\":\"nosuch\"}", "nosuch")),
        main("R2", "keys match in any case", routeKey("{\"action\":\"EVENT\"}", "event")),
        main(
            "R3",
            "what is no JSON is forbidden",
            instead(talk -> talk.said("this is no JSON"), FORBIDDEN)),
        new Seeded(
            "R4",
            Variant.BARE,
            "no route is silence",
            FrameDefect.lost((frame, talk) -> talk.said("nosuch"))),
        new Seeded(
            "R4",
            Variant.BARE,
            "no route is another text",
            instead(talk -> talk.said("nosuch"), ERROR)),
        new Seeded(
            "R5",
            Variant.GUARDED,
            "a missing variable is null",
            routeKey("{\"service\":\"conform\"}", "conform/null")),
        main("R6", "numbers match nothing", routeKey("{\"action\":7}", "$default")));
  }

  private static Defect sends(String action, Frame more) {
    return new Defect() {
      @Override
      public List<Frame> beside(Frame frame, Talk talk) {
        return talk.said("\"" + action + "\"") ? List.of(more) : List.of();
      }
    };
  }

  private static List<Seeded> messages() {
    return List.of(
        main(
            "M1",
            "messages have headers",
            FrameDefect.message(event -> true, event -> event.putObject("headers"))),
        main("M2", "a throw is silence", FrameDefect.lost((frame, talk) -> talk.said("\"throw\""))),
        main(
            "M3",
            "any answer is a good one",
            FrameDefect.lost((frame, talk) -> talk.said("\"malformed\""))),
        main("M4", "a status 500 is an error frame", sends("refuse", ERROR)),
        main("M5", "every body goes back", sends("quiet", Frame.text("not for clients"))),
        main(
            "M5",
            "no body goes back",
            FrameDefect.lost(
                (frame, talk) ->
                    FrameDefect.text(frame).startsWith("got ")
                        && talk.said("\"action\":\"answer\"}}")
                        && !talk.said("padding"))),
        main(
            "M6",
            "two request ids",
            FrameDefect.message(
                event -> true,
                event ->
                    ((ObjectNode) event.get("requestContext"))
                        .put("extendedRequestId", "AAAAAAAAAAAAAAA="))),
        main(
            "M6",
            "UUIDs",
            FrameDefect.message(
                event -> true,
                event ->
                    ((ObjectNode) event.get("requestContext"))
                        .put("messageId", "a3bb189e-8bf9-3888-9912-ace4e6543002"))));
  }

  private static List<Seeded> frames() {
    return List.of(
        main("F1", "binary is a protocol error", FrameDefect.code(1003, 1002, talk -> true)),
        main(
            "F2",
            "32 KB is a protocol error",
            FrameDefect.code(1009, 1002, talk -> !talk.fragmented())),
        main(
            "F3",
            "128 KB is a normal close",
            FrameDefect.code(1009, 1000, talk -> talk.fragmented())),
        main("F4", "no PONG", FrameDefect.lost((frame, talk) -> frame.opcode() == Frame.PONG)),
        main(
            "F4",
            "a PING is a message",
            new Defect() {
              @Override
              public List<Frame> beside(Frame frame, Talk talk) {
                return frame.opcode() == Frame.PING ? List.of(FORBIDDEN) : List.of();
              }
            }),
        new Seeded(
            "F5",
            Variant.GUARDED,
            "idle has another reason",
            FrameDefect.disconnect(
                event -> event.at("/requestContext/disconnectStatusCode").asInt() == 1001,
                event ->
                    ((ObjectNode) event.get("requestContext")).put("disconnectReason", "Idle"))),
        new Seeded(
            "F6",
            Variant.GUARDED,
            "two hours are a normal close",
            FrameDefect.code(1001, 1000, talk -> talk.count() > 3)));
  }

  private static FrameDefect disconnectAs(int from, int to) {
    return FrameDefect.disconnect(
        event -> event.at("/requestContext/disconnectStatusCode").asInt() == from,
        event -> ((ObjectNode) event.get("requestContext")).put("disconnectStatusCode", to));
  }

  private static List<Seeded> disconnects() {
    return List.of(
        main("D1", "no code is 1006", disconnectAs(1005, 1006)),
        main(
            "D2",
            "DELETE is 1005 to $disconnect",
            FrameDefect.disconnect(
                event ->
                    event
                        .at("/requestContext/disconnectReason")
                        .asText()
                        .equals("Connection Closed Normally"),
                event ->
                    ((ObjectNode) event.get("requestContext")).put("disconnectStatusCode", 1005))),
        main("D2", "DELETE is 1001 to the client", FrameDefect.code(1000, 1001, talk -> true)),
        main(
            "D2",
            "DELETE calls no $disconnect",
            FrameDefect.json(
                node ->
                    node.at("/seen/requestContext/disconnectReason")
                        .asText()
                        .equals("Connection Closed Normally"),
                node -> node.putNull("seen"))),
        main(
            "D3",
            "no headers",
            FrameDefect.disconnect(event -> true, event -> event.remove("headers"))),
        new Seeded(
            "D4",
            Variant.GUARDED,
            "the authorizer is forgotten",
            FrameDefect.disconnect(
                event -> true,
                event -> ((ObjectNode) event.get("requestContext")).remove("authorizer"))));
  }

  private static List<Seeded> connections() {
    return List.of(
        main(
            "A1",
            "POST answers an object",
            HttpDefect.of("POST /prod/@", 200, reply -> reply.withBody("{}"))),
        main(
            "A1",
            "posts are binary",
            new FrameDefect(
                (frame, talk) ->
                    List.of(
                        FrameDefect.text(frame).equals("hello")
                            ? new Frame(Frame.BINARY, true, frame.payload())
                            : frame))),
        main(
            "A2",
            "GET is PascalCase",
            HttpDefect.of(
                "GET /prod/@",
                200,
                reply -> reply.withBody(reply.text().replace("connectedAt", "ConnectedAt")))),
        main(
            "A2",
            "GET has epochs",
            HttpDefect.of(
                "GET /prod/@",
                200,
                reply ->
                    reply.withBody(
                        reply
                            .text()
                            .replaceAll("\"connectedAt\":\"[^\"]*\"", "\"connectedAt\":1")))));
  }

  private static List<Seeded> refusals() {
    return List.of(
        main(
            "A3",
            "DELETE is 200",
            HttpDefect.of("DELETE /prod/@", 204, reply -> reply.withStatus(200).withBody("{}"))),
        main(
            "A4",
            "410 without its header",
            HttpDefect.of("POST", 410, reply -> reply.without("x-amzn-errortype"))),
        main("A4", "never 410", HttpDefect.status("POST", 410, 200)),
        main("A4", "410 with a body", HttpDefect.of("POST", 410, r -> r.withBody("{}"))),
        main("A5", "a bad id is gone", HttpDefect.status("POST", 400, 410)),
        main("A6", "nobody signs", HttpDefect.status("POST", 403, 200)),
        main("A7", "too large is a bad request", HttpDefect.status("POST", 413, 400)),
        main(
            "A9",
            "429 without its header",
            HttpDefect.of("POST", 429, reply -> reply.without("x-amzn-errortype"))),
        main("A9", "a slow consumer is an error", HttpDefect.status("POST", 429, 503)),
        main("A10", "%40 is not @", HttpDefect.status("%40connections", 200, 404)));
  }

  private static List<Seeded> quotas() {
    return List.of(
        bare(
            "A8",
            "a quota's 429 without its header",
            HttpDefect.of("POST", 429, reply -> reply.without("x-amzn-errortype"))),
        bare("A8", "a quota is never met", HttpDefect.status("POST", 429, 200)),
        bare(
            "A8",
            "repeats are posts",
            new Defect() {
              @Override
              public String request(String head) {
                return head.replaceAll("attempt=\\d", "attempt=1");
              }
            }));
  }

  private static Seeded bare(String check, String name, Defect defect) {
    return new Seeded(check, Variant.BARE, name, defect);
  }
}
