package dev.broadside.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** A stage that lets everybody in and says nothing. */
final class OpenStage extends WebSocketServer implements AutoCloseable {
  private final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();
  private int port;

  private OpenStage() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    setDaemon(true);
  }

  static OpenStage open() throws InterruptedException {
    OpenStage stage = new OpenStage();
    stage.start();
    stage.port = stage.ports.take();
    return stage;
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + port + "/prod");
  }

  @Override
  public void close() throws InterruptedException {
    stop(1_000);
  }

  @Override
  public void onStart() {
    ports.add(getPort());
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {}

  @Override
  public void onMessage(WebSocket connection, String message) {}

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket connection, Exception e) {}
}
