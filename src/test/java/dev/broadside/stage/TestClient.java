package dev.broadside.stage;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** A WebSocket client on another library than the stage's. */
final class TestClient extends WebSocketClient {
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  private TestClient(URI uri) {
    super(uri);
    setConnectionLostTimeout(0);
  }

  static TestClient open(String uri) throws InterruptedException {
    return open(uri, null);
  }

  /** Over TLS, by the trust of {@code tls}. */
  static TestClient open(String uri, @Nullable SSLSocketFactory tls) throws InterruptedException {
    TestClient client = new TestClient(URI.create(uri));
    if (tls != null) {
      client.setSocketFactory(tls);
    }
    if (!client.connectBlocking(20, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "not connected to " + uri + ": " + client.closed.getNow("no answer"));
    }
    return client;
  }

  /** The next message, within twenty seconds. */
  String next() throws InterruptedException {
    String message = messages.poll(20, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  /** Sends and takes the next message as the answer. */
  String ask(String message) throws InterruptedException {
    send(message);
    return next();
  }

  /**
   * Sends a close frame. {@code close(code, reason)} does not, when the library's reader looks
   * between the change of its state and the frame: then it ends the socket at once.
   */
  void leave(int code, String reason) {
    CloseFrame frame = new CloseFrame();
    frame.setCode(code);
    frame.setReason(reason);
    sendFrame(frame);
  }

  int waiting() {
    return messages.size();
  }

  int awaitCloseCode() throws Exception {
    return Integer.parseInt(awaitClose().split(" ", -1)[0]);
  }

  /** Code and reason with which the connection ended. */
  String awaitClose() throws Exception {
    return closed.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {}

  @Override
  public void onMessage(String message) {
    messages.add(message);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.complete(code + " " + reason);
  }

  @Override
  public void onError(Exception e) {
    closed.completeExceptionally(e);
  }
}
