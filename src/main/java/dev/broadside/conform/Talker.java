package dev.broadside.conform;

import java.io.Closeable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.ReadyState;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ServerHandshake;

/** An open connection as an ordinary client has one, on Java-WebSocket. */
final class Talker implements Closeable {
  private final Client client;
  private final Duration patience;

  private Talker(Client client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  /** Opens a connection; one that is refused leaves nothing to check. */
  static Talker open(URI url, Duration patience) throws CannotCheck, InterruptedException {
    Client client = new Client(url);
    // No PINGs of its own: idle connections must be idle.
    client.setConnectionLostTimeout(0);
    client.setTcpNoDelay(true);
    Talker talker = new Talker(client, patience);
    if (!client.connectBlocking(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      Said why = talker.next(Duration.ofMillis(200));
      talker.close();
      throw new CannotCheck("no connection could be opened: " + why);
    }
    return talker;
  }

  /** Sends a text; that the connection is gone is heard by {@link #next()}. */
  void send(String text) {
    try {
      client.send(text);
    } catch (WebsocketNotConnectedException gone) {
      // The close is in the queue already, and says more than this does.
      System.getLogger(Talker.class.getName())
          .log(System.Logger.Level.DEBUG, "sent to a closed connection", gone);
    }
  }

  Said next() throws InterruptedException {
    return next(patience);
  }

  /** What comes next, or nothing after {@code within}. */
  Said next(Duration within) throws InterruptedException {
    Said said = client.heard.poll(within.toMillis(), TimeUnit.MILLISECONDS);
    return said == null ? new Said.Nothing(within) : said;
  }

  boolean isOpen() {
    return client.getReadyState() == ReadyState.OPEN;
  }

  @Override
  public void close() {
    client.close();
  }

  /** Writes down what it hears. */
  private static final class Client extends WebSocketClient {
    private final BlockingQueue<Said> heard = new LinkedBlockingQueue<>();

    Client(URI url) {
      super(url);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      // connectBlocking tells.
    }

    @Override
    public void onMessage(String message) {
      heard.add(new Said.Text(message));
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      heard.add(new Said.Binary());
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      heard.add(new Said.Closed(code, reason == null ? "" : reason));
    }

    @Override
    public void onError(Exception failure) {
      // onClose follows, with what there is to say.
    }
  }
}
