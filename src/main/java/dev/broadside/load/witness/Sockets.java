package dev.broadside.load.witness;

import dev.broadside.load.trust.Trust;
import dev.broadside.load.trust.TrustException;
import dev.broadside.scenario.HttpProxy;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a {@link Way}, the same for every connection.
 *
 * @param plain what makes those of {@code ws:} where they are not tunnelled
 * @param tls what makes secure ones
 * @param checksNames whether a certificate must be for the host
 * @param proxy what they are tunnelled through, or {@link Proxy#NO_PROXY}
 */
record Sockets(SocketFactory plain, SocketFactory tls, boolean checksNames, Proxy proxy) {

  static Sockets of(Way way) throws TrustException {
    Trust trust = Trust.of(way.ca() == null ? null : Path.of(way.ca()), way.insecure());
    List<InetAddress> from = way.from().stream().map(Sockets::address).toList();
    Proxy proxy = proxy(way.proxy());
    // The library makes the sockets to a proxy itself, and asks none but TLS's own to go on there.
    boolean bound = !from.isEmpty() && proxy.equals(Proxy.NO_PROXY);
    SocketFactory plain = SocketFactory.getDefault();
    return new Sockets(
        bound ? new BoundSockets(plain, from) : plain,
        bound ? new BoundSockets(trust.sockets(), from) : trust.sockets(),
        trust.checksNames(),
        proxy);
  }

  private static InetAddress address(String written) {
    try {
      return InetAddress.getByName(written);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the injector has let " + written + " through", e);
    }
  }

  boolean isDirect() {
    return proxy.equals(Proxy.NO_PROXY);
  }

  private static Proxy proxy(@Nullable String url) {
    if (url == null) {
      return Proxy.NO_PROXY;
    }
    HttpProxy proxy = HttpProxy.of(url);
    if (proxy.user() != null) {
      authenticate(proxy.user(), proxy.password().toCharArray());
    }
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()));
  }

  /** To a proxy only. Java offers no password to one for a tunnel unless it is told that it may. */
  private static void authenticate(String user, char[] password) {
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication(user, password)
                : null;
          }
        });
  }
}
