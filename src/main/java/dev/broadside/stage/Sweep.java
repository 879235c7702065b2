package dev.broadside.stage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections whose time is up. One timer looks at all of them, on a thread of its own: a
 * timer for each would cost every idle connection memory and every message a rescheduling, and a
 * pass on an event loop would be a pause of its connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The passes end with their thread.
final class Sweep implements AutoCloseable {
  /** A connection ends up to a fiftieth of its limit late: AWS was seen to be 3.9 s late of 600. */
  private static final int PASSES_WITHIN_LIMIT = 50;

  private static final Duration SLOWEST = Duration.ofSeconds(5);

  private final Connections connections;
  private final Lifetime lifetime;
  private final Gateway gateway;
  private final Intakes intakes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stage-sweep").factory());

  Sweep(Connections connections, Lifetime lifetime, Gateway gateway, Intakes intakes) {
    this.connections = connections;
    this.lifetime = lifetime;
    this.gateway = gateway;
    this.intakes = intakes;
  }

  Sweep start() {
    long nanos = period(lifetime).toNanos();
    timer.scheduleAtFixedRate(this::pass, nanos, nanos, TimeUnit.NANOSECONDS);
    return this;
  }

  static Duration period(Lifetime lifetime) {
    Duration shorter =
        lifetime.idle().compareTo(lifetime.maxAge()) < 0 ? lifetime.idle() : lifetime.maxAge();
    Duration period = shorter.dividedBy(PASSES_WITHIN_LIMIT);
    return period.compareTo(SLOWEST) < 0 ? period : SLOWEST;
  }

  /** Looks at every open connection once, and at every one that is none yet. */
  void pass() {
    intakes.pass();
    for (Connection connection : connections.all()) {
      if (lifetime.isOver(connection)) {
        connection.channel().eventLoop().execute(() -> end(connection));
      }
    }
  }

  /** On the connection's own loop, where a message may just have given it more time. */
  private void end(Connection connection) {
    if (lifetime.isOver(connection)) {
      gateway.end(connection, Close.GOING_AWAY, Close.GOING_AWAY.reason());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
