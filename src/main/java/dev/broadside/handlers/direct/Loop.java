package dev.broadside.handlers.direct;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one server over at most so many connections, one request in flight on each, and
 * keeps the connections for the next run. For one thread, which {@link #wakeup} alone may disturb.
 *
 * @param <T> what the owner knows a request by
 */
public final class Loop<T> implements AutoCloseable {
  private static final int ANSWER_BYTES = 16 << 10;
  private static final long TIMEOUTS_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Endpoint endpoint;
  private final int connections;
  private final @Nullable SSLContext tls;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(ANSWER_BYTES);
  private ByteBuffer out = ByteBuffer.allocateDirect(4 << 10);
  private final Set<Link<T>> links = new LinkedHashSet<>();

  /** The last one used is the next one: its server is the least likely to have closed it. */
  private final Deque<Link<T>> idle = new ArrayDeque<>();

  private List<InetAddress> addresses = List.of();
  private int nextAddress;
  private int busy;
  private long timeoutsAt = System.nanoTime();

  private Loop(Endpoint endpoint, int connections, @Nullable SSLContext tls) throws IOException {
    this.endpoint = endpoint;
    this.connections = connections;
    this.tls = tls;
    this.selector = Selector.open();
  }

  /** A loop with no connection yet. For TLS it trusts whom the JDK trusts. */
  public static <T> Loop<T> to(Endpoint endpoint, int connections) throws IOException {
    try {
      return to(endpoint, connections, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("a JDK without TLS", impossible);
    }
  }

  /** The same with somebody else to trust. */
  public static <T> Loop<T> to(Endpoint endpoint, int connections, SSLContext tls)
      throws IOException {
    return new Loop<>(endpoint, connections, endpoint.tls() ? tls : null);
  }

  /** Makes a running loop ask for requests again. From any thread. */
  public void wakeup() {
    selector.wakeup();
  }

  /** Runs until there are no more requests and each one has its answer or its failure. */
  public void run(Traffic<T> traffic) {
    try {
      addresses = List.of();
      select(traffic, 0);
      while (true) {
        long wait = startWhatCan(traffic);
        if (wait < 0 && busy == 0) {
          return;
        }
        select(traffic, wait < 0 ? TIMEOUTS_EVERY_NANOS : Math.min(wait, TIMEOUTS_EVERY_NANOS));
        endOverdue(traffic);
      }
    } catch (IOException selectorBroke) {
      throw new IllegalStateException("The selector broke: nothing can be posted", selectorBroke);
    } finally {
      abandon();
    }
  }

  /** Where a run broke off, no answer to it may be booked to a request of the next one. */
  private void abandon() {
    if (busy > 0) {
      List.copyOf(links).stream().filter(link -> link.request != null).forEach(this::drop);
      busy = 0;
    }
  }

  /** Starts requests while there are any and a connection for them; tells how long to wait then. */
  private long startWhatCan(Traffic<T> traffic) {
    while (busy < connections) {
      T request = traffic.next();
      if (request == null) {
        return traffic.waitNanos();
      }
      start(traffic, request);
    }
    return Long.MAX_VALUE;
  }

  private void start(Traffic<T> traffic, T request) {
    Link<T> link = idle.pollLast();
    if (link == null) {
      connect(traffic, request);
    } else {
      begin(link, traffic, request);
      send(link, traffic, request);
    }
  }

  private void begin(Link<T> link, Traffic<T> traffic, T request) {
    link.request = request;
    link.dueNanos = System.nanoTime() + traffic.attemptNanos();
    busy++;
  }

  private void connect(Traffic<T> traffic, T request) {
    try {
      Link<T> link = Link.open(address(), selector, engine());
      links.add(link);
      begin(link, traffic, request);
    } catch (IOException | RuntimeException failure) {
      traffic.failed(request, asIo(failure));
    }
  }

  /** Each address that the name has in its turn; looked up once a run. */
  private InetSocketAddress address() throws IOException {
    if (addresses.isEmpty()) {
      addresses = List.of(InetAddress.getAllByName(endpoint.bareHost()));
    }
    InetAddress address = addresses.get(Math.floorMod(nextAddress++, addresses.size()));
    return new InetSocketAddress(address, endpoint.port());
  }

  /** With the host's name to the server (SNI) and to the check of its certificate. */
  private @Nullable SSLEngine engine() {
    if (tls == null) {
      return null;
    }
    SSLEngine engine = tls.createSSLEngine(endpoint.bareHost(), endpoint.port());
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private void send(Link<T> link, Traffic<T> traffic, T request) {
    try {
      int most = traffic.mostBytes(request);
      if (out.capacity() < most) {
        out = ByteBuffer.allocateDirect(most);
      }
      out.clear();
      traffic.write(request, out);
      link.answer.reset();
      link.write(out.flip());
    } catch (IOException | RuntimeException failure) {
      broken(link, traffic, asIo(failure));
    }
  }

  private void select(Traffic<T> traffic, long nanos) throws IOException {
    if (nanos <= 0) {
      selector.selectNow();
    } else {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
    Set<SelectionKey> ready = selector.selectedKeys();
    for (SelectionKey key : ready) {
      @SuppressWarnings("unchecked") // Only links are attached.
      Link<T> link = (Link<T>) key.attachment();
      if (key.isValid()) {
        advance(link, traffic);
      }
    }
    ready.clear();
  }

  private void advance(Link<T> link, Traffic<T> traffic) {
    try {
      if (link.phase != Link.Phase.OPEN) {
        if (link.opened() && link.request != null) {
          send(link, traffic, link.request);
        }
        return;
      }
      if (link.key.isWritable()) {
        link.write(ByteBuffer.allocate(0));
      }
      if (link.key.isReadable()) {
        receive(link, traffic);
      }
    } catch (IOException | RuntimeException failure) {
      broken(link, traffic, asIo(failure));
    }
  }

  private void receive(Link<T> link, Traffic<T> traffic) throws IOException {
    in.clear();
    int read = link.read(in);
    in.flip();
    T request = link.request;
    if (request == null) {
      if (read != 0) {
        // Closed while it was idle, or a server that says what nobody asked.
        drop(link);
      }
      return;
    }
    while (read > 0 && !link.answer.isDone()) {
      link.answer.read(in);
      if (!link.answer.isDone()) {
        // What TLS decrypted in advance is not announced by the selector.
        in.clear();
        read = link.read(in);
        in.flip();
      }
    }
    if (read < 0) {
      if (!link.answer.endsWithClose()) {
        throw new EOFException("The server closed the connection before its answer was whole");
      }
      end(link);
      drop(link);
      traffic.answered(request, link.answer.status());
      return;
    }
    if (link.answer.isDone()) {
      answered(link, traffic, request);
    }
  }

  /** A connection with bytes after its answer is out of step: it is not used again. */
  private void answered(Link<T> link, Traffic<T> traffic, T request) {
    boolean kept = link.answer.isKeptAlive() && !in.hasRemaining() && link.isQuiet();
    end(link);
    if (!kept) {
      drop(link);
    } else {
      link.used = true;
      idle.addLast(link);
    }
    traffic.answered(request, link.answer.status());
  }

  private void end(Link<T> link) {
    link.request = null;
    busy--;
  }

  private void drop(Link<T> link) {
    links.remove(link);
    idle.remove(link);
    link.close();
  }

  /**
   * A connection failed. If it had served before and had not begun to answer, it was most likely
   * closed by the server when the request was on its way: that goes out once more, on a new one.
   */
  private void broken(Link<T> link, Traffic<T> traffic, IOException failure) {
    T request = link.request;
    boolean stale = link.used && !link.answer.hasBegun();
    if (request != null) {
      end(link);
    }
    drop(link);
    if (request == null) {
      return;
    }
    if (stale) {
      connect(traffic, request);
    } else {
      traffic.failed(request, failure);
    }
  }

  private void endOverdue(Traffic<T> traffic) {
    long now = System.nanoTime();
    if (now - timeoutsAt < TIMEOUTS_EVERY_NANOS) {
      return;
    }
    timeoutsAt = now;
    for (Link<T> link : List.copyOf(links)) {
      T request = link.request;
      if (request != null && now - link.dueNanos >= 0) {
        end(link);
        drop(link);
        traffic.failed(request, new SocketTimeoutException("No answer within the time limit"));
      }
    }
  }

  private static IOException asIo(Exception failure) {
    return failure instanceof IOException io ? io : new IOException(failure);
  }

  @Override
  public void close() {
    for (Link<T> link : List.copyOf(links)) {
      drop(link);
    }
    try {
      selector.close();
    } catch (IOException unusable) {
      // Nobody selects any more.
      return;
    }
  }
}
