package dev.broadside.load;

import dev.broadside.scenario.Auth;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Signs handshakes with Signature Version 4, each at its own time, in their headers: a signature in
 * the query string would be in every log of the way that writes addresses, and with the token of
 * temporary credentials soon longer than the 4,096 characters that API Gateway takes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">Control
 *     access with IAM authorization</a>
 */
final class HandshakeSigner {
  /** Also of the partitions in China and of dual-stack names. */
  private static final Pattern HOST =
      Pattern.compile(
          "[^.]+\\.execute-api(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  /** The local stage's own, which open nothing else; it tells no other. */
  private static final AwsBasicCredentials OF_THE_LOCAL_STAGE =
      AwsBasicCredentials.create("local", "local");

  private static final String REGION_OF_THE_LOCAL_STAGE = "us-east-1";

  private static final byte[] NO_BODY = {};

  /** No address that API Gateway takes has as many. */
  private static final int MOST_PARAMETERS = 4_096;

  private final AwsSigner signer;

  private HandshakeSigner(AwsSigner signer) {
    this.signer = signer;
  }

  HandshakeSigner(String region, AwsCredentialsProvider credentials, Clock clock) {
    this(new AwsSigner(scope(region), credentials, clock));
  }

  private static AwsSigner.Scope scope(String region) {
    return new AwsSigner.Scope("execute-api", region, "connect.auth: iam");
  }

  /** The signer for a stage of ours, which knows one pair of keys: nobody's own get there. */
  static HandshakeSigner ofTheLocalStage() {
    return new HandshakeSigner(
        REGION_OF_THE_LOCAL_STAGE,
        StaticCredentialsProvider.create(OF_THE_LOCAL_STAGE),
        Clock.systemUTC());
  }

  /** The signer for a stage elsewhere, with the credentials that the SDK finds. */
  static HandshakeSigner of(Auth.Iam iam, URI stage) throws LoadException {
    return new HandshakeSigner(AwsSigner.of(scope(region(iam, stage))));
  }

  static String region(Auth.Iam iam, URI stage) throws LoadException {
    String stated = iam.region();
    if (stated != null) {
      return stated;
    }
    Matcher host = HOST.matcher(stage.getHost());
    if (!host.matches()) {
      throw new LoadException(
          "connect.auth: iam signs for the region in the host's name and %s names none: write connect.auth: { iam: REGION }"
              .formatted(stage.getHost()));
    }
    return host.group(1);
  }

  /**
   * Adds the date, the signature and, for temporary credentials, their token.
   *
   * @param address as the handshake asks for it, with its whole query string
   */
  void sign(URI address, HttpHeaders headers) throws LoadException {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(http(address))
            .rawQueryParameters(query(address))
            .build();
    signer
        .sign(unsigned, NO_BODY)
        .forEachHeader(
            (name, values) -> {
              // The handshake writes Host itself, in the same form.
              if (!"host".equalsIgnoreCase(name)) {
                headers.set(name, values);
              }
            });
  }

  /** As a server reads it: the SDK's own reading ends a value at its first {@code =}. */
  private static Map<String, List<String>> query(URI address) {
    String raw = address.getRawQuery();
    return raw == null
        ? Map.of()
        : new QueryStringDecoder(raw, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
            .parameters();
  }

  /** The SDK knows the ports that {@code Host} leaves out for HTTP only. */
  private static URI http(URI address) {
    return URI.create("http" + address.toString().substring("ws".length()));
  }

  /** The signer that a scenario asks for, {@code null} where it asks for none. */
  static @Nullable HandshakeSigner of(Auth auth, boolean local, URI stage) throws LoadException {
    Auth.Iam iam = auth.iam();
    if (iam == null) {
      return null;
    }
    return local ? ofTheLocalStage() : of(iam, stage);
  }
}
