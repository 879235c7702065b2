package dev.broadside.load;

import dev.broadside.load.trust.Trust;
import dev.broadside.load.trust.TrustException;
import dev.broadside.scenario.HttpProxy;
import dev.broadside.scenario.Reach;
import dev.broadside.scenario.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How the sockets of a run leave this machine: whom TLS trusts, by which addresses, through which
 * proxy. Our own sockets are bound by us, so that none of Gatling's rules on which local address
 * may talk to which remote one stands in the way.
 */
final class Route {
  private final Trust trust;
  private final List<InetAddress> from;
  private final @Nullable Tunnel tunnel;
  private final AtomicInteger turn = new AtomicInteger();

  private Route(Trust trust, List<InetAddress> from, @Nullable Tunnel tunnel) {
    this.trust = trust;
    this.from = from;
    this.tunnel = tunnel;
  }

  /** What a scenario asks for, checked against this machine. */
  static Route of(Reach reach) throws LoadException {
    String proxy = reach.proxy();
    try {
      return new Route(
          Trust.of(reach.ca() == null ? null : Path.of(reach.ca()), reach.insecure()),
          addresses(reach.from()),
          proxy == null
              ? null
              : Tunnel.through(HttpProxy.of(Secrets.expand(proxy, System::getenv))));
    } catch (TrustException e) {
      throw new LoadException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Binding is the only question that also holds for all of 127.0.0.0/8, which no interface lists.
   */
  private static List<InetAddress> addresses(List<String> written) throws LoadException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String each : written) {
      try (Socket probe = new Socket()) {
        InetAddress address = InetAddress.getByName(each);
        probe.bind(new InetSocketAddress(address, 0));
        addresses.add(address);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("the reader has let " + each + " through", e);
      } catch (IOException e) {
        throw new LoadException(
            "connect.from names %s, which is no address of this machine: add it to an interface, or leave it out"
                .formatted(each),
            e);
      }
    }
    return List.copyOf(addresses);
  }

  Trust trust() {
    return trust;
  }

  @Nullable Tunnel tunnel() {
    return tunnel;
  }

  /** Whether connections leave by addresses that a scenario names. */
  boolean isBound() {
    return !from.isEmpty();
  }

  /** The address that the next connection leaves by; {@code null} for any. */
  @Nullable InetAddress nextSource() {
    return from.isEmpty() ? null : from.get(Math.floorMod(turn.getAndIncrement(), from.size()));
  }

  /** Refuses sources that the first address on the way cannot be dialled from. */
  void requireReach(String host, InetAddress first) throws LoadException {
    for (InetAddress source : from) {
      if (!first.getClass().isInstance(source)) {
        throw new LoadException(
            "connect.from names %s, and the way to %s begins at %s: name addresses of the same family"
                .formatted(source.getHostAddress(), host, first.getHostAddress()));
      }
    }
  }
}
