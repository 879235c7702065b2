package dev.broadside.handlers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that say who somebody is: {@code user.expiry.signature}, where the user is base64url, the
 * expiry seconds since the epoch, and the signature HMAC-SHA256 over all before it, base64url. One
 * secret signs and verifies; there is no list of tokens to keep, and none to revoke one from.
 *
 * <p>The signature is compared as text, in constant time, before anything else is believed: so
 * there is one spelling of each token, and how long a wrong one takes tells nothing.
 */
final class Tokens {
  /** The default of the template. A function on Lambda refuses it, since everybody knows it. */
  static final String LOCAL_SECRET = "for-the-local-stage-only-never-deploy-this";

  private static final String SECRET = "BROADSIDE_TOKEN_SECRET";

  /* HMAC-SHA256 gains nothing from a longer key than its 32 bytes, and loses with a shorter one. */
  private static final int SHORTEST_SECRET = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern TOKEN =
      Pattern.compile("([A-Za-z0-9_-]{1,512})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

  private final SecretKeySpec key;
  private final Clock clock;

  Tokens(String secret, Clock clock) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /** With the environment's secret, which init refuses when it protects nothing. */
  static Tokens read(Map<String, String> environment, Clock clock) {
    String secret =
        Settings.required(environment, SECRET, "the secret that tokens are signed with");
    if (secret.getBytes(UTF_8).length < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          SECRET + " is too short: write at least " + SHORTEST_SECRET + " random characters.");
    }
    // Lambda says in this variable how it initializes; the local stage does not set it.
    if (secret.equals(LOCAL_SECRET) && environment.containsKey("AWS_LAMBDA_INITIALIZATION_TYPE")) {
      throw new IllegalArgumentException(
          SECRET + " is the one of the local stage, which everybody knows: deploy with your own.");
    }
    return new Tokens(secret, clock);
  }

  /** A token for a user. */
  String sign(String user, Instant expiry) {
    String signed =
        Base64.getUrlEncoder().withoutPadding().encodeToString(user.getBytes(UTF_8))
            + "."
            + expiry.getEpochSecond();
    return signed + "." + signature(signed);
  }

  /** Whose token it is, if it is good and not past its expiry. */
  Optional<String> user(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String expected = signature(token.substring(0, parts.start(3) - 1));
    boolean genuine =
        MessageDigest.isEqual(expected.getBytes(US_ASCII), parts.group(3).getBytes(US_ASCII));
    return genuine && Long.parseLong(parts.group(2)) > clock.instant().getEpochSecond()
        ? Optional.of(new String(Base64.getUrlDecoder().decode(parts.group(1)), UTF_8))
        : Optional.empty();
  }

  private String signature(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, impossible);
    }
  }
}
