package dev.broadside.load;

import io.netty.handler.proxy.HttpProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy that connections are tunnelled through. It holds a password: nothing prints it. */
final class Tunnel {
  private final InetSocketAddress proxy;
  private final @Nullable String user;
  private final String password;

  private Tunnel(InetSocketAddress proxy, @Nullable String user, String password) {
    this.proxy = proxy;
    this.user = user;
    this.password = password;
  }

  /** The proxy at {@code http://[USER[:PASSWORD]@]HOST:PORT}, resolved once. */
  static Tunnel through(URI uri) throws LoadException {
    String[] who =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    try {
      return new Tunnel(
          new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort()),
          who.length == 0 ? null : decoded(who[0]),
          who.length < 2 ? "" : decoded(who[1]));
    } catch (UnknownHostException e) {
      throw new LoadException(
          "the proxy's host " + uri.getHost() + " is unknown: check connect.proxy and the DNS", e);
    }
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  InetAddress address() {
    return proxy.getAddress();
  }

  /** What asks the proxy for one connection, before anything else is said on it. */
  HttpProxyHandler handler() {
    return user == null ? new HttpProxyHandler(proxy) : new HttpProxyHandler(proxy, user, password);
  }
}
