package dev.broadside.load.witness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/** Makes sockets that leave by each of some addresses in turn; whoever asks connects them. */
final class BoundSockets extends SocketFactory {
  private final SocketFactory sockets;
  private final List<InetAddress> from;
  private final AtomicInteger turn = new AtomicInteger();

  /** Binds what {@code sockets} makes. */
  BoundSockets(SocketFactory sockets, List<InetAddress> from) {
    this.sockets = sockets;
    this.from = from;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = sockets.createSocket();
    try {
      InetAddress source = from.get(Math.floorMod(turn.getAndIncrement(), from.size()));
      socket.bind(new InetSocketAddress(source, 0));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException(
        "these sockets are connected by whoever asks for them");
  }
}
