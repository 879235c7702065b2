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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** What was let through and what was not, and for how long it was offered. */
  private record Count(long passed, long refused, double seconds) {
    void assertWithinTwoPercentOf(Quota quota, String what) {
      double allowed = quota.burst() + quota.perSecond() * seconds;
      System.out.printf(
          "%s: %d passed of %.0f allowed in %.3f s (%.2f%% off), %d refused%n",
          what, passed, allowed, seconds, 100 * (passed / allowed - 1), refused);
      assertTrue(refused > allowed / 50, "too little was offered to meet the quota");
      assertEquals(allowed, passed, allowed / 50);
    }
  }

  @Test
  void postsPerSecond() throws Exception {
    Quota requests = Objects.requireNonNull(quotas().requests());
    Rules rules = QuotasTest.rules(new Profile.Quotas(null, requests, null, null, null), Map.of());
    try (BareStage stage = new BareStage(rules, BareStage.CONNECT);
        RawHttp client = stage.openRaw()) {
      String id = stage.nextConnectionId();
      Thread reader = new Thread(() -> drain(client));
      reader.setDaemon(true);
      reader.start();
      measure(2, () -> post(stage.port(), id)).assertWithinTwoPercentOf(requests, "posts");
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

  /** Offers posts, many in flight on one socket, for the window. */
  private static long[] post(int port, String id) throws IOException {
    String one =
        "POST /prod/@connections/" + id + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";
    byte[] batch = one.repeat(BATCH).getBytes(StandardCharsets.ISO_8859_1);
    long[] count = new long[2];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (long end = System.nanoTime() + WINDOW; System.nanoTime() - end < 0; ) {
        socket.getOutputStream().write(batch);
        for (int i = 0; i < BATCH; i++) {
          count[status(in) == 200 ? 0 : 1]++;
        }
      }
    }
    return count;
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
      measure(2, () -> connect(stage.port())).assertWithinTwoPercentOf(connects, "connects");
    }
  }

  private static long[] connect(int port) throws IOException {
    long[] count = new long[2];
    byte[] handshake =
        ("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (long end = System.nanoTime() + WINDOW; System.nanoTime() - end < 0; ) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(handshake);
        count[status(new BufferedInputStream(socket.getInputStream())) == 101 ? 0 : 1]++;
      }
    }
    return count;
  }

  private static Count measure(int threads, Callable<long[]> offer) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long began = System.nanoTime();
      List<Future<long[]>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(offer));
      }
      long passed = 0;
      long refused = 0;
      for (Future<long[]> each : all) {
        passed += each.get()[0];
        refused += each.get()[1];
      }
      return new Count(passed, refused, (System.nanoTime() - began) / (double) SECOND);
    }
  }
}
