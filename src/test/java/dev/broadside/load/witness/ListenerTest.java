package dev.broadside.load.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.load.trust.TrustException;
import dev.broadside.measure.Marker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ListenerTest {
  private static final String RUN = "r1";

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Stage stage = new Stage();

  @BeforeEach
  void start() throws InterruptedException {
    stage.start();
    stage.started.await();
  }

  @AfterEach
  void stop() throws InterruptedException {
    stage.stop(1_000);
  }

  private Listener listen(@Nullable String join, @Nullable String reply) {
    return listen("", Map.of("X-Who", "witness"), join, reply);
  }

  private Listener listen(
      String path, Map<String, String> headers, @Nullable String join, @Nullable String reply) {
    String url = "ws://127.0.0.1:" + stage.getPort() + "/" + path;
    Invitation invitation = new Invitation(3, url, headers, null, join, reply);
    Listener listener = Listener.of(invitation, RUN, sockets(), told::add);
    listener.connect();
    return listener;
  }

  private static Sockets sockets() {
    try {
      return Sockets.of(Way.DIRECT);
    } catch (TrustException e) {
      throw new AssertionError(e);
    }
  }

  private String next() throws InterruptedException {
    String line = told.poll(20, TimeUnit.SECONDS);
    return line == null ? "nothing" : line;
  }

  private static String marker(String run, int broadcast) {
    return new Marker(run, 0, broadcast, 1_000).encode();
  }

  @Test
  void aFrameIsToldWithItsStampItsBytesAndWhatIsNewInIt() throws InterruptedException {
    listen(null, null);
    assertEquals("opened 3", next());
    // A client can be open before the server has put it among its connections.
    assertNotNull(stage.entered.poll(20, TimeUnit.SECONDS));
    long before = System.nanoTime();
    String first = "[" + marker(RUN, 5) + "," + marker("other", 6) + "," + marker(RUN, 5) + "]";
    stage.broadcast(first);
    String[] words = next().split(" ", -1);
    long stamp = Long.parseLong(words[2]);
    assertTrue(stamp - before >= 0 && System.nanoTime() - stamp >= 0, words[2]);
    assertEquals("frame 3 " + stamp + " " + first.length() + " 5", String.join(" ", words));
    stage.broadcast(marker(RUN, 5));
    stage.broadcast("nothing for us");
    stage.broadcast(marker(RUN, 5) + marker(RUN, 7) + marker(RUN, 8));
    assertTrue(next().endsWith(" 7 8"));
  }

  @Test
  void itIsOpenWhenItsJoinIsAnswered() throws InterruptedException {
    Listener listener = listen("hello", "you are in");
    assertEquals("hello", stage.said.poll(20, TimeUnit.SECONDS));
    stage.broadcast(marker(RUN, 1));
    assertTrue(next().startsWith("frame 3 "));
    stage.broadcast("now you are in");
    assertEquals("opened 3", next());
    listener.close();
    assertEquals("closed 3", next());
  }

  @Test
  void aHandshakeThatIsRefusedHasFailedOnce() throws InterruptedException {
    listen("refuse", Map.of("Authorization", "s3cret"), null, null);
    String line = next();
    assertTrue(line.startsWith("failed 3 "), line);
    assertTrue(!line.contains("s3cret"), line);
    listen(null, null);
    assertEquals("opened 3", next());
  }

  /** Lets everybody in but at one path. */
  private static final class Stage extends WebSocketServer {
    private final CountDownLatch started = new CountDownLatch(1);
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<WebSocket> entered = new LinkedBlockingQueue<>();

    Stage() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
        WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
      if (request.getResourceDescriptor().endsWith("refuse")) {
        throw new InvalidDataException(1_008);
      }
      return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      entered.add(connection);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
      // Nothing to do.
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      said.add(message);
    }

    @Override
    public void onError(@Nullable WebSocket connection, Exception failure) {
      // The test that misses something says so.
    }

    @Override
    public void onStart() {
      started.countDown();
    }
  }
}
