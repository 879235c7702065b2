package dev.broadside.load;

import dev.broadside.scenario.Auth;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

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
  private static final String SERVICE = "execute-api";

  /** Also of the partitions in China and of dual-stack names. */
  private static final Pattern HOST =
      Pattern.compile(
          "[^.]+\\.execute-api(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  /** The local stage's own, which open nothing else; it tells no other. */
  private static final AwsCredentials OF_THE_LOCAL_STAGE =
      AwsBasicCredentials.create("local", "local");

  private static final String REGION_OF_THE_LOCAL_STAGE = "us-east-1";

  private final String region;
  private final AwsCredentialsProvider credentials;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  HandshakeSigner(String region, AwsCredentialsProvider credentials, Clock clock) {
    this.region = region;
    this.credentials = credentials;
    this.clock = clock;
  }

  /** The signer for a stage of ours, which knows one pair of keys: nobody's own get there. */
  static HandshakeSigner ofTheLocalStage() {
    return new HandshakeSigner(
        REGION_OF_THE_LOCAL_STAGE,
        StaticCredentialsProvider.create(OF_THE_LOCAL_STAGE),
        Clock.systemUTC());
  }

  /**
   * The signer for a stage elsewhere, with the credentials that the SDK finds. The SDK asks for
   * them again before they expire; those of a role or an instance on a thread of its own, so that
   * no event loop waits for an answer.
   */
  static HandshakeSigner of(Auth.Iam iam, URI stage) throws LoadException {
    String region = region(iam, stage);
    AwsCredentialsProvider found =
        DefaultCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build();
    HandshakeSigner signer = new HandshakeSigner(region, found, Clock.systemUTC());
    signer.credentials();
    return signer;
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

  private AwsCredentials credentials() throws LoadException {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      // Its own words may quote what a credential process printed.
      throw new LoadException(
          "no AWS credentials were found for connect.auth: iam: set AWS_PROFILE, or AWS_ACCESS_KEY_ID"
              + " and AWS_SECRET_ACCESS_KEY",
          e);
    }
  }

  /**
   * Adds the date, the signature and, for temporary credentials, their token.
   *
   * @param address as the handshake asks for it, with its whole query string
   */
  void sign(URI address, HttpHeaders headers) throws LoadException {
    AwsCredentials now = credentials();
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(http(address)).build();
    SdkHttpRequest signed =
        signer
            .sign(
                parameters ->
                    parameters
                        .identity(now)
                        .request(unsigned)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    signed.forEachHeader(
        (name, values) -> {
          // The handshake writes Host itself, in the same form.
          if (!"host".equalsIgnoreCase(name)) {
            headers.set(name, values);
          }
        });
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
