package dev.broadside.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy that tunnels to one port of this machine, whatever host it is asked for. */
public final class TestProxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final int behind;
  private final @Nullable String credentials;

  /**
   * Starts it.
   *
   * @param credentials {@code USER:PASSWORD} that it wants, or {@code null} for none
   */
  public TestProxy(int behind, @Nullable String credentials) throws IOException {
    this.behind = behind;
    this.credentials = credentials;
    Thread.ofVirtual().start(this::accept);
  }

  /** Its URL, with {@code USER:PASSWORD@} or nothing before the host. */
  public String url(String user) {
    return "http://" + user + "127.0.0.1:" + server.getLocalPort();
  }

  /** The first line of each request that it let through. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      while (!isAllowed(head)) {
        answer(
            client,
            "407 Who are you?\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
        head = head(in);
      }
      asked.add(head.lines().findFirst().orElse(""));
      try (Socket stage = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        sockets.add(stage);
        answer(client, "200 OK");
        Thread.ofVirtual().start(() -> copy(stage, client));
        in.transferTo(stage.getOutputStream());
      }
    } catch (IOException e) {
      // One of the two has left.
    }
  }

  private boolean isAllowed(String head) {
    return credentials == null
        || head.contains(
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has left.
    }
  }

  private static void answer(Socket client, String what) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(("HTTP/1.1 " + what + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client left");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
  }
}
