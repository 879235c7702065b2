package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4CanonicalRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Admits requests that carry a Signature Version 4 in their Authorization header, made with {@link
 * LocalCredentials} for {@code execute-api} within five minutes of now.
 *
 * <p>The arithmetic is the SDK's own, so that no bug of our signer can confirm itself. Its public
 * signer cannot be used: it adds and signs {@code x-amz-content-sha256}, which boto3 and the AWS
 * command line do not send, so this goes one layer below. The path is the raw one, because clients
 * sign what they sent: {@code @} as {@code %40}, and {@code %40} as {@code %2540}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
final class SignedAccess implements Access {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "execute-api";
  private static final String DATE = "x-amz-date";
  static final Duration SKEW = Duration.ofMinutes(5);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + " Credential=([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-f]{64})");
  private static final DateTimeFormatter DATE_FORM =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final V4CanonicalRequest.Options TWICE_ENCODED =
      new V4CanonicalRequest.Options(true, true);
  static final AwsCredentialsIdentity CREDENTIALS =
      AwsCredentialsIdentity.create(LocalCredentials.ACCESS_KEY, LocalCredentials.SECRET_KEY);

  private final Clock clock;

  SignedAccess(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean admits(FullHttpRequest request) {
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    Instant signedAt = instant(request.headers().get(DATE));
    if (authorization == null
        || signedAt == null
        || isSkewed(signedAt)
        || !Handshake.isDecodable(request.uri())) {
      return false;
    }
    Matcher said = AUTHORIZATION.matcher(authorization);
    CredentialScope scope = scope(signedAt);
    if (!said.matches() || !said.group(1).equals(scope.scope(CREDENTIALS))) {
      return false;
    }
    List<String> signedHeaders = List.of(said.group(2).split(";", -1));
    return signedHeaders.contains("host")
        && isSame(
            said.group(3),
            signature(
                request, new QueryStringDecoder(request.uri()).parameters(), signedHeaders, scope));
  }

  /** What a signature that was made then is for. */
  static CredentialScope scope(Instant signedAt) {
    return new CredentialScope(LocalCredentials.REGION, SERVICE, signedAt);
  }

  /** A time as signatures write it, or null where it is none. */
  static @Nullable Instant instant(@Nullable String date) {
    try {
      return date == null ? null : LocalDateTime.parse(date, DATE_FORM).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException otherForm) {
      return null;
    }
  }

  private boolean isSkewed(Instant signedAt) {
    return Duration.between(signedAt, clock.instant()).abs().compareTo(SKEW) > 0;
  }

  /**
   * What the signature must be, or null where the request is none that a client could sign.
   *
   * @param query the parameters that were signed
   */
  static byte @Nullable [] signature(
      FullHttpRequest request,
      Map<String, List<String>> query,
      List<String> signedHeaders,
      CredentialScope scope) {
    byte[] body = SignerUtils.hash(request.content().nioBuffer());
    String canonical;
    try {
      canonical =
          new V4CanonicalRequest(
                  asSdkRequest(request, query, signedHeaders),
                  HexFormat.of().formatHex(body),
                  TWICE_ENCODED)
              .getCanonicalRequestString();
    } catch (IllegalArgumentException noUri) {
      return null;
    }
    String toSign =
        String.join(
            "\n",
            ALGORITHM,
            scope.getDatetime(),
            scope.scope(),
            SignerUtils.hashCanonicalRequest(canonical));
    return SignerUtils.computeSignature(toSign, SignerUtils.deriveSigningKey(CREDENTIALS, scope));
  }

  private static SdkHttpRequest asSdkRequest(
      FullHttpRequest request, Map<String, List<String>> query, List<String> signedHeaders) {
    SdkHttpFullRequest.Builder sdk =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method().name()))
            .protocol("http")
            .host("localhost")
            .encodedPath(new QueryStringDecoder(request.uri()).rawPath())
            .rawQueryParameters(query);
    for (String name : signedHeaders) {
      sdk.putHeader(name, request.headers().getAll(name));
    }
    return sdk.build();
  }

  /** In constant time, as secrets are compared. */
  static boolean isSame(String said, byte @Nullable [] expected) {
    return expected != null
        && MessageDigest.isEqual(
            said.getBytes(StandardCharsets.US_ASCII),
            HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII));
  }
}
