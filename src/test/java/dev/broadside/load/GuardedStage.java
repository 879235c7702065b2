package dev.broadside.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/**
 * A stage that lets nobody in without TLS, a subprotocol and a header with a token, and tells
 * nobody anything who has not said {@code hello} with the same token before. Any other frame goes
 * to everybody who has.
 */
final class GuardedStage extends WebSocketServer implements AutoCloseable {
  static final String SUBPROTOCOL = "chat.v1";
  static final String HEADER = "X-Token";

  /** What every token begins with. */
  static final String TOKEN = "of-a-friend-";

  private final BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();
  private final Map<WebSocket, String> tokens = new ConcurrentHashMap<>();
  private final Set<WebSocket> joined = ConcurrentHashMap.newKeySet();

  private GuardedStage(Path folder) throws Exception {
    super(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        1,
        List.<Draft>of(new Draft_6455(List.of(), List.of(new Protocol(SUBPROTOCOL)))));
    setWebSocketFactory(new DefaultSSLWebSocketServerFactory(TlsStage.tls(folder)));
    setDaemon(true);
  }

  /** Starts one with the key in {@code folder}. */
  static GuardedStage start(Path folder) throws Exception {
    GuardedStage stage = new GuardedStage(folder);
    stage.start();
    return stage;
  }

  /** The port that it listens at; asked once. */
  int port() throws InterruptedException {
    return ports.take();
  }

  @Override
  public void onStart() {
    ports.add(getPort());
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    String token = request.getFieldValue(HEADER);
    boolean speaks = request.getFieldValue("Sec-WebSocket-Protocol").equals(SUBPROTOCOL);
    if (!speaks || !token.startsWith(TOKEN)) {
      throw new InvalidDataException(1008, "a stranger");
    }
    tokens.put(connection, token);
    return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {}

  @Override
  public void onMessage(WebSocket connection, String message) {
    if (message.equals("hello " + tokens.get(connection))) {
      joined.add(connection);
      connection.send("welcome");
    } else if (joined.contains(connection)) {
      joined.forEach(each -> each.send(message));
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    joined.remove(connection);
  }

  @Override
  public void onError(WebSocket connection, Exception e) {}

  @Override
  public void close() throws InterruptedException {
    stop(1_000);
  }
}
