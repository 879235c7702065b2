package dev.broadside.scale.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.broadside.measure.Anchor;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UdpEchoTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void anEchoOnOneMachineHoldsTheTruth() throws IOException {
    // As if the reference's wall clock were an hour off, which nobody should notice.
    Anchor anchor = new Anchor(Anchor.now().epochMicros() + 3_600_000_000L, System.nanoTime());
    long truth = anchor.epochMicros() * 1_000 - anchor.nanos();
    try (UdpEchoServer server = UdpEchoServer.start(ANYWHERE, anchor, "run1");
        UdpEchoClient client = new UdpEchoClient(server.address(), "run1", System::nanoTime)) {
      List<Echo> echoes = client.burst(8, PATIENCE);
      assertEquals(8, echoes.size());
      for (Echo echo : echoes) {
        assertTrue(echo.leastAheadNanos() <= truth && truth <= echo.mostAheadNanos(), "" + echo);
        assertTrue(echo.roundTripNanos() >= 0, "" + echo);
      }
      ReferenceTime time =
          new ReferenceTime(Anchor.now(), ClockSource.UDP_ECHO, "", new OffsetTrack(100));
      assertTrue(time.update(echoes));
      long now = System.nanoTime();
      assertTrue(Math.abs(time.toReferenceNanos(now) - now - truth) <= time.boundNanos(now));
    }
  }

  @Test
  void strangersAndOtherRunsAreNotAnswered() throws IOException {
    try (UdpEchoServer server = UdpEchoServer.start(ANYWHERE, Anchor.now(), "run1");
        DatagramSocket stranger = new DatagramSocket();
        UdpEchoClient client = new UdpEchoClient(server.address(), "run1", System::nanoTime)) {
      byte[] answered = packet(new UdpEcho(UdpEcho.run("run1"), 7, 5, 6));
      for (byte[] bytes :
          List.of(new byte[0], new byte[32], new byte[33], question("run2"), answered)) {
        stranger.send(new DatagramPacket(bytes, bytes.length, server.address()));
      }
      byte[] ours = question("run1");
      stranger.send(new DatagramPacket(ours, ours.length, server.address()));
      stranger.setSoTimeout((int) PATIENCE.toMillis());
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      stranger.receive(answer);
      // Had one of the others been answered, it would have come first.
      UdpEcho first = UdpEcho.read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
      assertTrue(first != null && first.run() == UdpEcho.run("run1") && first.number() == 1);
      assertEquals(1, client.burst(1, PATIENCE).size());
    }
  }

  private static byte[] question(String runId) {
    return packet(new UdpEcho(UdpEcho.run(runId), 1, 0, 0));
  }

  private static byte[] packet(UdpEcho echo) {
    ByteBuffer packet = ByteBuffer.allocate(UdpEcho.BYTES);
    echo.writeTo(packet);
    return packet.array();
  }

  @Test
  void whereNobodyAnswersThereIsNoEcho() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(ANYWHERE);
        UdpEchoClient client =
            new UdpEchoClient(
                (InetSocketAddress) silent.getLocalSocketAddress(), "run1", System::nanoTime)) {
      assertEquals(List.of(), client.burst(2, Duration.ofMillis(1)));
    }
  }

  @Property(tries = 200)
  void aPacketIsReadBack(@ForAll int run, @ForAll int number, @ForAll long heard) {
    ByteBuffer packet = ByteBuffer.allocate(UdpEcho.BYTES + 1);
    UdpEcho echo = new UdpEcho(run, number, heard, heard + 1);
    echo.writeTo(packet);
    assertEquals(echo, UdpEcho.read(packet));
  }

  @Property(tries = 200)
  void otherBytesAreNoPacket(@ForAll byte[] bytes) {
    assertNull(UdpEcho.read(ByteBuffer.wrap(bytes)));
  }
}
