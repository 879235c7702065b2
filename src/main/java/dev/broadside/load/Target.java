package dev.broadside.load;

import dev.broadside.load.trust.Trust;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The address that a run connects to, resolved once; its addresses take turns. Only those of the
 * first one's family: a name may have both, and the stage, or the way to it, only one.
 */
final class Target {
  private final URI uri;
  private final List<InetAddress> addresses;
  private final int port;
  private final @Nullable SslContext ssl;
  private final Route route;
  private final AtomicInteger turn = new AtomicInteger();

  private Target(
      URI uri, List<InetAddress> addresses, int port, @Nullable SslContext ssl, Route route) {
    this.uri = uri;
    this.route = route;
    this.addresses = addresses;
    this.port = port;
    this.ssl = ssl;
  }

  /**
   * Resolves an address; {@code wss://} and {@code https://} are secure. What is behind a proxy is
   * left to the proxy to resolve.
   */
  static Target resolve(URI uri, Route route) throws LoadException {
    boolean secure = "wss".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    try {
      SslContext ssl = secure ? ssl(route.trust()) : null;
      Tunnel tunnel = route.tunnel();
      if (tunnel != null) {
        route.requireReach(uri.getHost(), tunnel.address());
        return new Target(uri, List.of(), port, ssl, route);
      }
      List<InetAddress> addresses = ofOneFamily(InetAddress.getAllByName(uri.getHost()));
      route.requireReach(uri.getHost(), addresses.getFirst());
      return new Target(uri, addresses, port, ssl, route);
    } catch (UnknownHostException e) {
      throw new LoadException(
          "the host " + uri.getHost() + " is unknown: check the target's spelling and the DNS", e);
    } catch (SSLException e) {
      throw new LoadException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static SslContext ssl(Trust trust) throws SSLException {
    return SslContextBuilder.forClient()
        .trustManager(trust.manager())
        .endpointIdentificationAlgorithm(trust.checksNames() ? "HTTPS" : null)
        .build();
  }

  static List<InetAddress> ofOneFamily(InetAddress... addresses) {
    // getAllByName finds one at least, and the JVM's preferred family first.
    Class<?> family = addresses[0].getClass();
    return Arrays.stream(addresses).filter(family::isInstance).toList();
  }

  URI uri() {
    return uri;
  }

  Route route() {
    return route;
  }

  /** Where the next connection goes; by name where a proxy goes there. */
  InetSocketAddress nextAddress() {
    if (addresses.isEmpty()) {
      return InetSocketAddress.createUnresolved(uri.getHost(), port);
    }
    int index = Math.floorMod(turn.getAndIncrement(), addresses.size());
    return new InetSocketAddress(addresses.get(index), port);
  }

  @Nullable SslContext ssl() {
    return ssl;
  }

  String host() {
    return uri.getHost();
  }

  int port() {
    return port;
  }
}
