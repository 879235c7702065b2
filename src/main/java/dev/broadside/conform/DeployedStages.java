package dev.broadside.conform;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Stages that run already, here or elsewhere.
 *
 * @param urls where clients of each variant connect
 * @param management where {@code @connections} of the main one is, or null for the same address
 */
public record DeployedStages(
    Map<Variant, URI> urls, @Nullable URI management, Map<String, String> environment) {
  /** A function that was not called for a while needs seconds to start. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Pattern REGION =
      Pattern.compile(".*\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\..*");

  Map<Variant, StageSource> sources() {
    Map<Variant, StageSource> sources = new EnumMap<>(Variant.class);
    urls.forEach((variant, url) -> sources.put(variant, () -> stage(variant, url)));
    return sources;
  }

  private Site.Stage stage(Variant variant, URI url) {
    URI http =
        management != null && variant == Variant.MAIN
            ? management
            : URI.create(url.toString().replaceFirst("^ws", "http"));
    return new Site.Stage(
        url,
        new Management(http, new Management.Access(credentials(), region(url)), PATIENCE),
        Site.Clocks.OF_AWS,
        PATIENCE,
        null,
        null);
  }

  private @Nullable AwsCredentials credentials() {
    String key = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
    if (key.isEmpty() || secret.isEmpty()) {
      return null;
    }
    return token.isEmpty()
        ? AwsBasicCredentials.create(key, secret)
        : AwsSessionCredentials.create(key, secret, token);
  }

  /** The host's, else the environment's. */
  private String region(URI url) {
    Matcher host = REGION.matcher(String.valueOf(url.getHost()));
    return host.matches() ? host.group(1) : environment.getOrDefault("AWS_REGION", "us-east-1");
  }
}
