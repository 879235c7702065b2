package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** C1 to C9: what an upgrade is answered. */
final class HandshakeChecks {
  private static final String TRANSCRIPT = "wscat transcript, ap-northeast-1";
  private static final String SUITE = "serverless-offline's suite, which runs on AWS too";

  private HandshakeChecks() {}

  static List<Check> all() {
    return Stream.of(ofConnect(), ofOthers()).flatMap(List::stream).toList();
  }

  private static List<Check> ofConnect() {
    return List.of(
        Check.of(
                "C1",
                "An API without $connect lets everybody in",
                evidence(Grade.D, "websocket-api-route-keys-connect-disconnect"),
                site -> status(site, "", 101))
            .on(Variant.BARE)
            // Who names a bare stage says that it is one; where nobody gets in, no sign tells.
            .onAnyStage(),
        Check.of(
            "C2",
            "A 2xx of $connect opens the connection",
            evidence(Grade.C, TRANSCRIPT),
            site -> {
              status(site, "answer=200", 101);
              status(site, "answer=201", 101);
            }),
        Check.of(
            "C3",
            "400, 401, 403 and 500 of $connect are the upgrade's status",
            evidence(Grade.C, TRANSCRIPT),
            site -> {
              for (int answer : new int[] {400, 401, 403, 500}) {
                status(site, "answer=" + answer, answer);
              }
            }),
        Check.of(
            "C4",
            "A $connect that throws is HTTP 502",
            evidence(Grade.C, TRANSCRIPT),
            site -> status(site, "answer=throw", 502)));
  }

  private static List<Check> ofOthers() {
    return List.of(
        Check.of(
                "C5",
                "Authorizer: no identity 401, Deny 403, a throw 500",
                evidence(Grade.D, "apigateway-websocket-api-lambda-auth; " + SUITE),
                HandshakeChecks::authorizer)
            .on(Variant.GUARDED),
        Check.of(
                "C6",
                "A stage that does not exist is HTTP 403",
                evidence(Grade.C, "re:Post, api-gateway-websocket-error"),
                HandshakeChecks::wrongStage)
            .onAnyStage(),
        Check.of(
                "C7",
                "A GET without an upgrade is HTTP 426",
                evidence(Grade.C, SUITE),
                HandshakeChecks::noUpgrade)
            .onAnyStage(),
        Check.of(
            "C8",
            "Of $connect's answer only the subprotocol goes further",
            evidence(Grade.C, "aws/chalice PR 1768; serverless-offline issue 1176"),
            HandshakeChecks::subprotocol),
        Check.of(
            "C9",
            "A post during $connect is HTTP 410",
            evidence(Grade.D, "re:Post, 410-gone-api-gateway"),
            HandshakeChecks::postDuringConnect));
  }

  private static void status(Site site, String query, int expected) throws IOException, Difference {
    sameStatus(query, expected, site.handshake(query));
  }

  private static void sameStatus(String what, int expected, Answer seen) throws Difference {
    String prefix = what.isEmpty() ? "HTTP" : what + ": HTTP";
    Difference.unlessSame(prefix, expected, seen.status());
  }

  private static void authorizer(Site site) throws IOException, Difference {
    sameStatus("auth=allow", 101, site.handshake("auth=allow"));
    sameStatus("no identity", 401, site.handshake(site.url(), Map.of()));
    sameStatus("auth=deny", 403, site.handshake("auth=deny"));
    sameStatus("auth=throw", 500, site.handshake("auth=throw"));
  }

  private static void wrongStage(Site site) throws IOException, Difference {
    URI url = site.url().resolve("/no-such-stage");
    sameStatus("", 403, site.handshake(url, Map.of()));
  }

  private static void noUpgrade(Site site) throws IOException, Difference {
    try (RawSocket socket = site.socket(site.url(), 0)) {
      sameStatus("", 426, socket.get(site.url(), Map.of()));
    }
  }

  private static void subprotocol(Site site) throws IOException, Difference {
    Map<String, String> offered = Map.of("Sec-WebSocket-Protocol", "chat, other");
    Answer plain = site.handshake(site.url(""), offered);
    Difference.unless(
        plain.header("sec-websocket-protocol") == null,
        "no subprotocol where $connect returns none",
        plain.header("sec-websocket-protocol"));
    Answer chosen = site.handshake(site.url("answer=subprotocol"), offered);
    Difference.unlessSame("subprotocol", "chat", chosen.header("sec-websocket-protocol"));
    Difference.unless(
        chosen.header("x-conformance") == null, "no other header of $connect", "X-Conformance");
    Answer refused = site.handshake("answer=402");
    Difference.unless(
        refused.header("x-conformance") == null && !refused.body().contains("not for clients"),
        "neither body nor headers of a refusing $connect",
        "its " + (refused.header("x-conformance") == null ? "body" : "header X-Conformance"));
  }

  /** The function answers with the status of its post, so the upgrade's status tells. */
  private static void postDuringConnect(Site site) throws IOException, Difference {
    Answer answer = site.handshake("answer=post");
    Difference.unless(
        answer.status() == 410,
        "HTTP 410 for the post",
        answer.status() == 101 ? "the post was taken" : answer);
  }
}
