package dev.broadside.scenario;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy as its URL names it, {@code http://[USER[:PASSWORD]@]HOST:PORT}, with everything
 * filled in. It may hold a password, which is in no {@code toString}.
 *
 * @param user who asks it, or {@code null} for nobody
 * @param password empty where there is none
 */
public record HttpProxy(String host, int port, @Nullable String user, String password) {

  /** The URL itself is not repeated: it may hold a password. */
  private static final String NONE = "no URL of an HTTP proxy, which is http://HOST:PORT";

  /**
   * Reads a proxy's URL.
   *
   * @throws IllegalArgumentException if it is none, or says more than where the proxy is
   */
  public static HttpProxy of(String url) {
    URI uri = parsed(url);
    boolean path = uri.getRawPath() != null && uri.getRawPath().length() > 1;
    boolean more = path || uri.getRawQuery() != null || uri.getRawFragment() != null;
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() <= 0 || more) {
      throw new IllegalArgumentException(NONE);
    }
    String[] who =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new HttpProxy(
        uri.getHost(),
        uri.getPort(),
        who.length == 0 ? null : decoded(who[0]),
        who.length < 2 ? "" : decoded(who[1]));
  }

  private static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(NONE);
    }
  }

  /** A plus is a plus: only forms write blanks so. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
