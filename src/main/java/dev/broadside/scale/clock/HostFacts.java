package dev.broadside.scale.clock;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a host can say of itself to others: its addresses, and what its clock is said to be. */
public final class HostFacts {
  private static final long CHRONY_SECONDS = 2;

  private HostFacts() {}

  /**
   * Where a port of all its interfaces can be reached, IPv4 first; itself only where that is all.
   */
  public static List<InetSocketAddress> at(int port) {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        found.addAll(Collections.list(each.getInetAddresses()));
      }
    } catch (SocketException e) {
      System.getLogger(HostFacts.class.getName())
          .log(System.Logger.Level.DEBUG, "no network interfaces", e);
    }
    List<InetSocketAddress> addresses =
        found.stream()
            .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
            .sorted(Comparator.comparing(a -> a instanceof Inet4Address ? 0 : 1))
            .map(a -> new InetSocketAddress(a, port))
            .toList();
    return addresses.isEmpty()
        ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        : addresses;
  }

  /** What chrony says of the wall clock where it runs: {@code null} where it says nothing. */
  public static @Nullable ClockErrorBound clockErrorBound() {
    try {
      Process chronyc =
          new ProcessBuilder("chronyc", "-c", "tracking")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        if (!chronyc.waitFor(CHRONY_SECONDS, TimeUnit.SECONDS) || chronyc.exitValue() != 0) {
          return null;
        }
        byte[] said = chronyc.getInputStream().readAllBytes();
        Optional<ClockErrorBound> bound =
            ClockErrorBound.ofChrony(new String(said, StandardCharsets.UTF_8));
        return bound.orElse(null);
      } finally {
        chronyc.destroyForcibly();
      }
    } catch (IOException e) {
      // There is no chrony here, as on most hosts.
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
