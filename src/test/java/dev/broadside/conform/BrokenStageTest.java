package dev.broadside.conform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage may be as broken as it likes: the run ends, soon, and says of every check something. */
@Timeout(60)
final class BrokenStageTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1",
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n\u0081\u007f\u007f\u00ff\u00ff\u00ff",
        "HTTP/1.1 426 Upgrade Required\r\nNo colon here\r\n\r\n",
        "noise"
      })
  void everyCheckEndsWithAFinding(String answer) throws Exception {
    try (ServerSocket server = server(answer)) {
      ConformReport report = run(URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/prod"));
      assertEquals(Catalog.all().size(), report.results().size());
      assertTrue(
          report.unchecked() > report.results().size() / 2, () -> report.results().toString());
    }
  }

  @Test
  void whereNobodyListensNothingCanBeChecked() throws Exception {
    // Bound, so that it is nobody else's, and listening to nobody.
    try (Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      ConformReport report = run(URI.create("ws://127.0.0.1:" + nobody.getLocalPort() + "/prod"));
      assertEquals(report.results().size(), report.unchecked());
      assertEquals(StageKind.Kind.UNKNOWN, report.kind().kind());
    }
  }

  @Test
  void aRunThatIsStoppedStillReportsEveryCheck() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    ConformRun run = new ConformRun(new ConformRun.Options(false, Set.of()), result -> {});
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              run.stop();
            });
    StageSource never =
        () -> {
          asked.countDown();
          new CountDownLatch(1).await();
          throw new IllegalStateException("nobody came");
        };
    ConformReport report = run.run("slow to start", Map.of(Variant.MAIN, never));
    assertTrue(report.interrupted());
    assertEquals(Catalog.all().size(), report.unchecked());
  }

  private static ConformReport run(URI url) throws Exception {
    URI http = URI.create(url.toString().replaceFirst("^ws", "http"));
    Site.Stage stage =
        new Site.Stage(
            url,
            new Management(http, LocalStages.ACCESS, PATIENCE),
            Site.Clocks.OF_AWS,
            PATIENCE,
            null,
            null);
    return new ConformRun(new ConformRun.Options(false, Set.of()), result -> {})
        .run("broken", Map.of(Variant.MAIN, () -> stage));
  }

  /** Says {@code answer} to whoever connects, and then nothing. */
  private static ServerSocket server(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket client = server.accept();
                  OutputStream out = client.getOutputStream();
                  out.write(bytes(answer));
                  out.flush();
                } catch (IOException gone) {
                  // Closed, or a client that went first: the next one, if any, is served.
                }
              }
            });
    return server;
  }

  private static byte[] bytes(String answer) {
    if (!answer.equals("noise")) {
      return answer.getBytes(StandardCharsets.ISO_8859_1);
    }
    byte[] noise = new byte[4096];
    RandomGenerator.of("L64X128MixRandom").nextBytes(noise);
    return noise;
  }
}
