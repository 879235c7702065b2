package dev.broadside.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.bench.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 connects in a second, or as near to it as the machine gets: each gets a 101, a connection
 * that was there before is answered throughout, and the stage stays within the memory that it is
 * started with. The stage (its port, without functions) and its clients have a process each.
 */
@Tag("proof")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ConnectStormProof {
  private static final int CONNECTS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final byte[] NOTHING = new byte[0];
  private static final int PONG = 10;

  /** 192 MB of heap, 128 MB outside, and what the JVM itself takes. */
  private static final long MOST_RESIDENT_KB = 512 << 10;

  @TempDir private Path logs = Path.of("");

  @Test
  void tenThousandConnectsAtOnceAreAllLetInAndABystanderIsServed() throws Exception {
    try (Peer stage =
        Peer.start(InsideStage.testJvm(InsideStageMain.class, List.of("128"), logs))) {
      String port = stage.await("port", PATIENCE);
      try (RawHttp bystander = new RawHttp(Integer.parseInt(port))) {
        bystander.timeout((int) PATIENCE.toMillis());
        bystander.send("GET /prod HTTP/1.1\r\n" + RawHttp.UPGRADE + "\r\n").readHead();
        try (Peer storm =
            Peer.start(InsideStage.testJvm(StormMain.class, List.of(port, "" + CONNECTS), logs))) {
          Watch watch = new Watch(bystander);
          watch.start();
          String asked = storm.await("asked", PATIENCE);
          String answered = storm.await("answered", PATIENCE);
          long slowest = watch.end();
          long resident = residentKb(stage.pid());
          System.out.printf(
              "%d handshakes asked within %s ms, answered within %s; the bystander's slowest of %d answers took %d ms; the stage's memory rose to %d MB%n",
              CONNECTS, asked, answered, watch.answers, slowest, resident >> 10);
          assertEquals("{101=" + CONNECTS + "}", answered.substring(answered.indexOf('{')));
          assertTrue(resident < MOST_RESIDENT_KB, () -> resident + " KB");
          assertEquals(PONG, bystander.send(RawHttp.frame(9, true, NOTHING)).readFrame().opcode());
        }
      }
    }
  }

  /** The most that the process ever had resident. */
  private static long residentKb(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Asks again and again on a thread of its own; an answer that does not come fails the end. */
  private static final class Watch extends Thread {
    private final RawHttp bystander;
    private volatile boolean enough;
    private volatile int answers;
    private long slowestNanos;
    private String failure = "";

    Watch(RawHttp bystander) {
      super("bystander");
      this.bystander = bystander;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (!enough) {
          long asked = System.nanoTime();
          if (bystander.send(RawHttp.frame(9, true, NOTHING)).readFrame().opcode() != PONG) {
            throw new IOException("an answer that is no pong");
          }
          slowestNanos = Math.max(slowestNanos, System.nanoTime() - asked);
          answers++;
          Thread.sleep(1);
        }
      } catch (IOException | InterruptedException e) {
        failure = e.toString();
      }
    }

    /** The slowest answer, in milliseconds. */
    long end() throws InterruptedException {
      enough = true;
      join(PATIENCE.toMillis());
      assertEquals("", failure, "the bystander is served");
      assertTrue(answers > 0, "the bystander is served");
      return TimeUnit.NANOSECONDS.toMillis(slowestNanos);
    }
  }
}
