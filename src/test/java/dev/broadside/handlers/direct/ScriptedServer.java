package dev.broadside.handlers.direct;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers each request as a script says; {@code (close)} ends the connection. */
final class ScriptedServer implements AutoCloseable {
  static final String CLOSE = "(close)";
  static final String SILENCE = "(silence)";

  /** What it gives to a request, by its number from 1 and its connection's from 1. */
  @FunctionalInterface
  interface Script {
    String answer(int connection, int request);
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final Script script;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile int connections;

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 600, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  int connections() {
    return connections;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        int number = ++connections;
        threads.execute(() -> serve(socket, number));
      }
    } catch (IOException closed) {
      // The test is over.
      threads.shutdown();
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int request = 1; ; request++) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        in.readNBytes(length);
        requests.add(connection + " " + head.lines().findFirst().orElse(""));
        String answer = script.answer(connection, request);
        if (answer.equals(SILENCE)) {
          in.read();
          return;
        }
        String bytes = answer.replace(CLOSE, "");
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        if (answer.endsWith(CLOSE)) {
          return;
        }
      }
    } catch (IOException gone) {
      // The client went first.
      requests.add(connection + " broke");
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        return "";
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
