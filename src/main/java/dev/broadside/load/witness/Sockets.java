package dev.broadside.load.witness;

import dev.broadside.load.trust.Trust;
import dev.broadside.load.trust.TrustException;
import dev.broadside.scenario.HttpProxy;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a {@link Way}, the same for every connection.
 *
 * @param tls what makes secure ones
 * @param checksNames whether a certificate must be for the host
 * @param proxy what they are tunnelled through, or {@link Proxy#NO_PROXY}
 */
record Sockets(SSLSocketFactory tls, boolean checksNames, Proxy proxy) {

  static Sockets of(Way way) throws TrustException {
    Trust trust = Trust.of(way.ca() == null ? null : Path.of(way.ca()), way.insecure());
    return new Sockets(trust.sockets(), trust.checksNames(), proxy(way.proxy()));
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
