package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** A1 to A7 and A10: {@code @connections}. */
final class ConnectionsChecks {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = {};
  private static final int MAX_MESSAGE = 128 << 10;
  private static final String COMMANDS = "apigateway-how-to-call-websocket-api-connections";

  /** In the form of AWS's ids, and nobody's. */
  private static final String NOBODY = "AAAAAAAAIAMCAAA=";

  private static final Pattern ISO =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");

  private ConnectionsChecks() {}

  static List<Check> all() {
    return Stream.of(ofCommands(), ofErrors()).flatMap(List::stream).toList();
  }

  private static List<Check> ofCommands() {
    return List.of(
        Check.of(
            "A1",
            "POST: 200 with an empty body, and a text frame",
            evidence(Grade.M, "PostToConnection; " + COMMANDS),
            ConnectionsChecks::post),
        Check.of(
            "A2",
            "GET: camelCase names and ISO dates",
            evidence(Grade.M, "GetConnection"),
            ConnectionsChecks::get),
        Check.of(
            "A3", "DELETE: 204", evidence(Grade.M, "DeleteConnection"), ConnectionsChecks::delete));
  }

  private static List<Check> ofErrors() {
    return List.of(
        Check.of(
                "A4",
                "A connection that is gone: 410, no body, and GoneException",
                evidence(Grade.X, "the SDKs go by x-amzn-ErrorType; aws-sdk-java issue 2200"),
                ConnectionsChecks::gone)
            .onAnyStage(),
        Check.of(
                "A5",
                "An id that is none: 400 BadRequestException",
                evidence(Grade.C, "serverless-offline issue 749; localstack issue 4694"),
                ConnectionsChecks::malformed)
            .onAnyStage(),
        Check.of(
                "A6",
                "Without a signature: 403 ForbiddenException",
                evidence(Grade.M, "ForbiddenException; " + COMMANDS),
                ConnectionsChecks::unsigned)
            .onAnyStage(),
        Check.of(
            "A7",
            "131,073 bytes: 413 PayloadTooLargeException",
            evidence(Grade.M, "PayloadTooLargeException; gchq/sleeper issue 5755"),
            ConnectionsChecks::tooLarge),
        Check.of(
            "A10",
            "%40connections and %3D are understood",
            evidence(Grade.X, "what SDKs and curl send"),
            ConnectionsChecks::escapes));
  }

  private static void post(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Talker talker = site.talk();
    Answer answer = site.management().post(site.idOf(talker), HELLO);
    Difference.unless(
        answer.status() == 200 && answer.body().isEmpty(),
        "HTTP 200 with an empty body",
        answer + " '" + Said.shortened(answer.body()) + "'");
    Difference.unlessSame("frame", new Said.Text("hello"), talker.next());
  }

  private static void get(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    String id = site.idOf(site.talk());
    Answer answer = site.management().call("GET", Management.path(id), NOTHING);
    Difference.unlessSame("HTTP", 200, answer.status());
    JsonNode about = Site.parse(answer.body());
    boolean dates =
        ISO.matcher(about.path("connectedAt").asText()).matches()
            && ISO.matcher(about.path("lastActiveAt").asText()).matches();
    boolean identity =
        about.at("/identity/sourceIp").isTextual() && about.path("identity").has("userAgent");
    Difference.unless(
        dates && identity,
        "connectedAt, lastActiveAt (ISO), identity.sourceIp, identity.userAgent",
        Said.shortened(answer.body()));
  }

  private static void delete(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    String id = site.idOf(site.talk());
    Answer answer = site.management().call("DELETE", Management.path(id), NOTHING);
    Difference.unlessSame("HTTP", 204, answer.status());
  }

  private static void gone(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Answer answer = site.management().post(NOBODY, HELLO);
    isError(answer, 410, "GoneException");
    Difference.unless(
        answer.body().isEmpty(), "an empty body", "'" + Said.shortened(answer.body()) + "'");
    try (ApiGatewayManagementApiClient sdk = site.management().sdk(false)) {
      sdk.postToConnection(p -> p.connectionId(NOBODY).data(SdkBytes.fromByteArray(HELLO)));
      throw new Difference("a GoneException of the SDK", "no exception");
    } catch (GoneException expected) {
      return;
    } catch (ApiGatewayManagementApiException other) {
      throw new Difference(
          "a GoneException of the SDK",
          other.getClass().getSimpleName() + " with " + other.statusCode());
    }
  }

  private static void malformed(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Answer answer = site.management().post("no-connection-id", HELLO);
    isError(answer, 400, "BadRequestException");
    Difference.unless(
        answer.body().contains("Invalid connectionId"),
        "a message 'Invalid connectionId: …'",
        "'" + Said.shortened(answer.body()) + "'");
  }

  private static void unsigned(Site site) throws Difference, IOException, InterruptedException {
    Answer answer = site.management().callUnsigned("POST", Management.path(NOBODY), HELLO);
    isError(answer, 403, "ForbiddenException");
  }

  private static void tooLarge(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Talker talker = site.talk();
    String id = site.idOf(talker);
    isError(site.management().post(id, new byte[MAX_MESSAGE + 1]), 413, "PayloadTooLargeException");
    byte[] largest = " ".repeat(MAX_MESSAGE).getBytes(StandardCharsets.US_ASCII);
    Difference.unlessSame("131,072 bytes: HTTP", 200, site.management().post(id, largest).status());
  }

  private static void escapes(Site site)
      throws CannotCheck, Difference, IOException, InterruptedException {
    Talker talker = site.talk();
    String id = site.idOf(talker).replace("=", "%3D");
    for (String path : List.of("/%40connections/", "/@connections/")) {
      Answer answer = site.management().call("POST", path + id, HELLO);
      Difference.unlessSame(path + "…%3D: HTTP", 200, answer.status());
    }
  }

  static void isError(Answer answer, int status, String type) throws Difference {
    Difference.unlessSame("HTTP", status, answer.status());
    Difference.unless(
        answer.errorType().equals(type),
        "x-amzn-ErrorType " + type,
        answer.errorType().isEmpty() ? "no x-amzn-ErrorType" : answer.errorType());
  }
}
