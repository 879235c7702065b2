package dev.broadside.handlers.direct;

import java.net.URI;
import java.util.Locale;

/**
 * A server, as a URL names it.
 *
 * @param path the URL's path as it is on the wire, without a slash at its end
 */
public record Endpoint(boolean tls, String host, int port, String path) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Reads {@code http} and {@code https} URLs. */
  public static Endpoint of(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    if ((!tls && !"http".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new IllegalArgumentException(
          url + " is no address of a server: write one such as https://host/stage.");
    }
    int port = url.getPort() >= 0 ? url.getPort() : tls ? HTTPS : HTTP;
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    return new Endpoint(tls, url.getHost().toLowerCase(Locale.ROOT), port, path);
  }

  /** The {@code Host} header: no port where it is the scheme's own. */
  public String hostHeader() {
    return port == (tls ? HTTPS : HTTP) ? host : host + ":" + port;
  }

  /** The host for a look-up or a certificate, where an IPv6 address has no brackets. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
