package dev.broadside.load.witness;

import dev.broadside.measure.MarkerReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** One connection of the witness: tells of every frame with a marker that is new to it. */
final class Listener extends WebSocketClient {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** What the library says of a handshake that was answered otherwise than by 101. */
  private static final Pattern REFUSED = Pattern.compile("Invalid status code received: (\\d+)");

  private final Invitation invitation;
  private final StampingDraft.Stamp stamp;
  private final MarkerReader reader;
  private final Consumer<String> tell;
  private final boolean checksNames;
  private final BitSet known = new BitSet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean open;

  private Listener(
      Invitation invitation,
      StampingDraft.Stamp stamp,
      String run,
      Sockets sockets,
      Consumer<String> tell) {
    super(
        URI.create(invitation.url()),
        new StampingDraft(stamp, Objects.requireNonNullElse(invitation.subprotocol(), "")),
        invitation.headers(),
        CONNECT_TIMEOUT_MILLIS);
    this.invitation = invitation;
    this.stamp = stamp;
    this.reader = new MarkerReader(run);
    this.tell = tell;
    // The injector's subscribers send no PINGs of their own accord either, and write at once.
    setConnectionLostTimeout(0);
    setTcpNoDelay(true);
    this.checksNames = sockets.checksNames();
    boolean secure = invitation.url().startsWith("wss:");
    setSocketFactory(secure ? sockets.tls() : sockets.plain());
    if (!sockets.isDirect()) {
      setProxy(sockets.proxy());
      // The proxy knows the host; this machine need not.
      setDnsResolver(null);
    }
  }

  /** A connection that was invited; it opens on a thread of its own. */
  static Listener of(Invitation invitation, String run, Sockets sockets, Consumer<String> tell) {
    return new Listener(invitation, new StampingDraft.Stamp(), run, sockets, tell);
  }

  @Override
  protected void onSetSSLParameters(SSLParameters parameters) {
    if (checksNames) {
      super.onSetSSLParameters(parameters);
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    String join = invitation.join();
    if (join != null) {
      send(join);
    }
    if (join == null || invitation.reply() == null) {
      open();
    }
  }

  private void open() {
    open = true;
    tell.accept("opened " + invitation.number());
  }

  @Override
  public void onMessage(String message) {
    long nanos = stamp.nanos();
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    StringBuilder fresh = new StringBuilder();
    for (int at = reader.next(bytes, 0, bytes.length);
        at >= 0;
        at = reader.next(bytes, at, bytes.length)) {
      if (reader.ours() && isNew(reader.broadcast())) {
        fresh.append(' ').append(reader.broadcast());
      }
    }
    if (!fresh.isEmpty()) {
      tell.accept("frame " + invitation.number() + " " + nanos + " " + bytes.length + fresh);
    }
    String reply = invitation.reply();
    if (!open && reply != null && message.contains(reply)) {
      open();
    }
  }

  /** A number that no run of ours has is not worth a bit. */
  private boolean isNew(long broadcast) {
    if (broadcast > Integer.MAX_VALUE / 16 || known.get((int) broadcast)) {
      return false;
    }
    known.set((int) broadcast);
    return true;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    Matcher refused = REFUSED.matcher(reason);
    end(refused.lookingAt() ? "HTTP " + refused.group(1) : "closed with code " + code);
  }

  @Override
  public void onError(Exception failure) {
    // Its message may quote what was sent, and that a token.
    end(failure instanceof SSLException ? "TLS failed" : failure.getClass().getSimpleName());
  }

  private synchronized void end(String why) {
    if (ended.getCount() > 0) {
      ended.countDown();
      tell.accept(
          open ? "closed " + invitation.number() : "failed " + invitation.number() + " " + why);
    }
  }

  /** Waits for its end, which {@code close} has asked for. */
  void awaitEnd(long nanos) {
    try {
      ended.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
