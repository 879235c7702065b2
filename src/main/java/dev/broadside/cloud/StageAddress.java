package dev.broadside.cloud;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the address of a stage under {@code execute-api} tells: which API, where, which stage. A
 * custom domain tells none of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-set-up-websocket-deployment.html">Publish
 *     WebSocket APIs</a>
 */
public record StageAddress(String api, String region, String stage) {
  /** Also of the partitions in China and of dual-stack names. */
  private static final Pattern HOST =
      Pattern.compile(
          "([a-z0-9]+)\\.execute-api(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");

  private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_$-]+)/?");

  /** What a target tells; nothing when it is not of that form. */
  public static Optional<StageAddress> of(String target) {
    try {
      URI address = URI.create(target);
      Matcher host = HOST.matcher(String.valueOf(address.getHost()));
      Matcher path = PATH.matcher(String.valueOf(address.getPath()));
      return host.matches() && path.matches()
          ? Optional.of(new StageAddress(host.group(1), host.group(2), path.group(1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
