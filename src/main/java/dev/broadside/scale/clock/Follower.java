package dev.broadside.scale.clock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to the reference's time by UDP echoes: a long burst first, a short one each second on a
 * daemon thread of its own, one more at the end. Those that do not come back are missed by nobody
 * but the bound, which grows until the next one does.
 */
final class Follower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** How long an answer is waited for. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  private static final int FIRST_TRY = 5;
  private static final int FIRST = 16;
  private static final int EACH = 8;

  private final UdpEchoClient client;
  private final ReferenceTime time;
  private final Duration patience;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "clock");

  private Follower(UdpEchoClient client, ReferenceTime time, Duration patience) {
    this.client = client;
    this.time = time;
    this.patience = patience;
    thread.setDaemon(true);
  }

  /** Begins with the first address that answers; {@code null} where none does. */
  static @Nullable Follower start(
      HostClock host, Reference reference, String run, Duration patience) {
    String echoes = Reference.echoes(run, reference.shard());
    for (InetSocketAddress address : reference.addresses()) {
      Follower follower = start(host, address, echoes, patience);
      if (follower != null) {
        return follower;
      }
    }
    return null;
  }

  private static @Nullable Follower start(
      HostClock host, InetSocketAddress address, String run, Duration patience) {
    try {
      UdpEchoClient client = new UdpEchoClient(address, run, host::nanoTime);
      if (client.burst(FIRST_TRY, patience).isEmpty()) {
        client.close();
        return null;
      }
      ReferenceTime time =
          new ReferenceTime(
              host.anchor(),
              ClockSource.UDP_ECHO,
              address.getHostString() + ":" + address.getPort(),
              new OffsetTrack(OffsetTrack.DEFAULT_PPM));
      Follower follower = new Follower(client, time, patience);
      follower.ask(FIRST);
      if (!time.isKnown()) {
        client.close();
        return null;
      }
      follower.thread.start();
      return follower;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no clock at " + address, e);
      return null;
    }
  }

  ReferenceTime time() {
    return time;
  }

  private void ask(int questions) {
    try {
      List<Echo> echoes = client.burst(questions, patience);
      time.update(echoes);
    } catch (IOException e) {
      // As when the answer does not come: the reference may have ended.
      LOG.log(System.Logger.Level.DEBUG, "no clock echo", e);
    }
  }

  private void follow() {
    try {
      while (!over.await(EVERY.toNanos(), TimeUnit.NANOSECONDS)) {
        ask(EACH);
      }
      ask(EACH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The thread has ended afterwards, so that whoever closed it may ask for its clock. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "clock echo", e);
    }
  }
}
