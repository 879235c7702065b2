package dev.broadside.load;

import dev.broadside.scenario.HttpProxy;
import io.netty.handler.proxy.HttpProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** An HTTP proxy that connections are tunnelled through, resolved once. */
final class Tunnel {
  private final HttpProxy proxy;
  private final InetSocketAddress address;

  private Tunnel(HttpProxy proxy, InetSocketAddress address) {
    this.proxy = proxy;
    this.address = address;
  }

  static Tunnel through(HttpProxy proxy) throws LoadException {
    try {
      return new Tunnel(
          proxy, new InetSocketAddress(InetAddress.getByName(proxy.host()), proxy.port()));
    } catch (UnknownHostException e) {
      throw new LoadException(
          "the proxy's host " + proxy.host() + " is unknown: check connect.proxy and the DNS", e);
    }
  }

  InetAddress address() {
    return address.getAddress();
  }

  /** What asks the proxy for one connection, before anything else is said on it. */
  HttpProxyHandler handler() {
    String user = proxy.user();
    return user == null
        ? new HttpProxyHandler(address)
        : new HttpProxyHandler(address, user, proxy.password());
  }
}
