package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;

/**
 * Admits requests whose URL carries a Signature Version 4, made with {@link LocalCredentials} for
 * {@code execute-api}, until the time that it names, or for five minutes where it names none.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating
 *     requests: using query parameters</a>
 */
final class SignedUrl implements Access {
  private static final String SIGNATURE = "X-Amz-Signature";

  /** Seven days, the longest that Signature Version 4 allows. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Clock clock;

  SignedUrl(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean admits(FullHttpRequest request) {
    Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
    Instant signedAt = SignedAccess.instant(only(query, "X-Amz-Date"));
    String signature = only(query, SIGNATURE);
    String headers = only(query, "X-Amz-SignedHeaders");
    if (signedAt == null || signature == null || headers == null || !isCurrent(query, signedAt)) {
      return false;
    }
    CredentialScope scope = SignedAccess.scope(signedAt);
    List<String> signedHeaders = List.of(headers.split(";", -1));
    return SignedAccess.ALGORITHM.equals(only(query, "X-Amz-Algorithm"))
        && scope.scope(SignedAccess.CREDENTIALS).equals(only(query, "X-Amz-Credential"))
        && signedHeaders.contains("host")
        && SignedAccess.isSame(
            signature,
            SignedAccess.signature(request, withoutSignature(query), signedHeaders, scope));
  }

  /** The value of a parameter that is there once, else null. */
  private static @Nullable String only(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : null;
  }

  private boolean isCurrent(Map<String, List<String>> query, Instant signedAt) {
    Duration expires = SignedAccess.SKEW;
    if (query.containsKey("X-Amz-Expires")) {
      String seconds = only(query, "X-Amz-Expires");
      if (seconds == null || !seconds.matches("\\d{1,6}")) {
        return false;
      }
      expires = Duration.ofSeconds(Integer.parseInt(seconds));
    }
    Duration age = Duration.between(signedAt, clock.instant());
    return expires.compareTo(LONGEST) <= 0
        && age.compareTo(expires) <= 0
        && age.compareTo(SignedAccess.SKEW.negated()) >= 0;
  }

  private static Map<String, List<String>> withoutSignature(Map<String, List<String>> query) {
    Map<String, List<String>> signed = new HashMap<>(query);
    signed.remove(SIGNATURE);
    return signed;
  }
}
