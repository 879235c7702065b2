package dev.broadside.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports of the loopback address, for a server that cannot choose one itself. */
final class Ports {
  private Ports() {}

  /** A port that was free a moment ago; whoever uses it must be ready to try another. */
  static int free() throws ProcessException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ProcessException("no free port on the loopback address: " + e.getMessage(), e);
    }
  }
}
