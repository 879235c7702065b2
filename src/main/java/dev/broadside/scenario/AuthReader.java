package dev.broadside.scenario;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the part of {@code connect.auth} that signs handshakes: {@code iam}. */
final class AuthReader {
  /** As AWS writes one: {@code eu-west-1}, {@code us-gov-east-1}, {@code cn-north-1}. */
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d+");

  private AuthReader() {}

  /** How handshakes are signed by an {@code auth} with keys; {@code null} when they are not. */
  static Auth.@Nullable Iam iam(Section auth, List<Collection<String>> headers)
      throws ScenarioException {
    if (auth.isNothing("iam")) {
      return null;
    }
    String region = auth.text("iam", "");
    if (!REGION.matcher(region).matches()) {
      throw auth.error(
          "iam", "must be the region to sign for, as eu-west-1: 'auth: iam' takes the host's");
    }
    refuseSigned(auth, "iam", headers);
    return new Auth.Iam(region);
  }

  /** The signature is in one of these headers and speaks of the other, which the target names. */
  static void refuseSigned(Section section, String key, List<Collection<String>> headers)
      throws ScenarioException {
    for (String name : headers.stream().flatMap(Collection::stream).toList()) {
      if ("authorization".equalsIgnoreCase(name)) {
        throw section.error(
            key,
            "puts the signature into the header Authorization: leave out the one that is there");
      }
      if ("host".equalsIgnoreCase(name)) {
        throw section.error(
            key, "signs the header Host as the target has it: leave out the one that is there");
      }
    }
  }
}
