package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.aws.Profile;
import dev.broadside.aws.Profiles;
import dev.broadside.aws.Quota;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AWS's quotas, measured for ten seconds at sockets that offer more than they allow. */
@Tag("proof")
@Timeout(60)
class QuotaIT {
  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = 10 * SECOND;
  private static final int BATCH = 50;

  private static Profile.Quotas quotas() throws Exception {
    return Profiles.find("aws").quotas();
  }

  /** What was let through and what was not so far. */
  private final LongAdder passed = new LongAdder();

  private final LongAdder refused = new LongAdder();
  private volatile boolean over;

  private void count(boolean in) {
    (in ? passed : refused).increment();
  }

  @Test
  void postsPerSecond() throws Exception {
    Quota requests = Objects.requireNonNull(quotas().requests());
    Rules rules =
        QuotasTest.rules(new Profile.Quotas(null, requests, null, null, 64 << 20), Map.of());
    try (BareStage stage = new BareStage(rules, BareStage.CONNECT);
        RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      Thread reader = new Thread(() -> drain(client));
      reader.setDaemon(true);
      reader.start();
      assertWithinTwoPercent("posts", requests, () -> post(stage.port(), id));
    }
  }

  private static void drain(RawHttp client) {
    try {
      while (client.read(1 << 16).length > 0) {
        // Only so that no queue fills.
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  /** Offers posts, many in flight on one socket. */
  private @Nullable Void post(int port, String id) throws IOException {
    String one =
        "POST /prod/@connections/" + id + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";
    byte[] batch = one.repeat(BATCH).getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      while (!over) {
        socket.getOutputStream().write(batch);
        for (int i = 0; i < BATCH; i++) {
          count(status(in) == 200);
        }
      }
    }
    return null;
  }

  /** The status of the next answer, whose body is empty. */
  private static int status(InputStream in) throws IOException {
    byte[] line = in.readNBytes("HTTP/1.1 200".length());
    int seen = 0;
    while (seen < 4) {
      int next = in.read();
      seen = next == (seen % 2 == 0 ? '\r' : '\n') ? seen + 1 : 0;
      if (next < 0) {
        throw new IOException("the stage hung up");
      }
    }
    return Integer.parseInt(new String(line, line.length - 3, 3, StandardCharsets.US_ASCII));
  }

  @Test
  void connectsPerSecond() throws Exception {
    Quota connects = Objects.requireNonNull(quotas().connects());
    Rules rules = QuotasTest.rules(new Profile.Quotas(connects, null, null, null, null), Map.of());
    try (BareStage stage = new BareStage(rules)) {
      assertWithinTwoPercent("connects", connects, () -> connect(stage.port()));
    }
  }

  private @Nullable Void connect(int port) throws IOException {
    byte[] handshake =
        ("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (!over) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(handshake);
        count(status(new BufferedInputStream(socket.getInputStream())) == 101);
      }
    }
    return null;
  }

  /** Two threads offer; the window begins when the burst is used up and the stage is warm. */
  private void assertWithinTwoPercent(String what, Quota quota, Callable<@Nullable Void> offer)
      throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<?>> all = List.of(pool.submit(offer), pool.submit(offer));
      while (refused.sum() < quota.burst()) {
        LockSupport.parkNanos(SECOND / 1_000);
      }
      long refusedBefore = refused.sum();
      long before = passed.sum();
      long began = System.nanoTime();
      while (System.nanoTime() - began < WINDOW) {
        LockSupport.parkNanos(SECOND / 1_000);
      }
      double measured = (passed.sum() - before) * (double) SECOND / (System.nanoTime() - began);
      long refusals = refused.sum() - refusedBefore;
      over = true;
      for (Future<?> each : all) {
        each.get();
      }
      System.out.printf(
          "%s: %.1f/s passed of %.0f/s (%+.2f%%), %d refused in ten seconds%n",
          what, measured, quota.perSecond(), 100 * (measured / quota.perSecond() - 1), refusals);
      assertTrue(refusals > quota.perSecond(), "too little was offered to meet the quota");
      assertEquals(quota.perSecond(), measured, quota.perSecond() / 50);
    }
  }
}
