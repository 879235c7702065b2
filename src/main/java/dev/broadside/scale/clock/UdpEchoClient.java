package dev.broadside.scale.clock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the reference for its time. One question is under way at a time, so that they do not queue
 * behind each other; an answer that comes after its question was given up is not used. One thread.
 */
public final class UdpEchoClient implements AutoCloseable {
  private final DatagramChannel channel;
  private final Selector selector;
  private final ByteBuffer packet = ByteBuffer.allocateDirect(UdpEcho.BYTES + 1);
  private final LongSupplier clock;
  private final int run;
  private int number;

  /**
   * A client of the reference at this address.
   *
   * @param clock what echoes are stamped with, usually {@code System::nanoTime}
   */
  public UdpEchoClient(InetSocketAddress reference, String runId, LongSupplier clock)
      throws IOException {
    this.clock = clock;
    this.run = UdpEcho.run(runId);
    this.channel = DatagramChannel.open();
    this.selector = Selector.open();
    channel.connect(reference);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  /**
   * Asks some times, and waits for each answer so long.
   *
   * @return the echoes that came back: none where nobody answers or the way is blocked
   * @throws IOException when the network says at once that there is nobody
   */
  public List<Echo> burst(int questions, Duration patience) throws IOException {
    List<Echo> echoes = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      number++;
      new UdpEcho(run, number, 0, 0).writeTo(packet);
      long sent = clock.getAsLong();
      channel.write(packet);
      Echo echo = await(sent, patience.toNanos());
      if (echo != null) {
        echoes.add(echo);
      }
    }
    return echoes;
  }

  private @Nullable Echo await(long sent, long patienceNanos) throws IOException {
    long asked = System.nanoTime();
    long left = patienceNanos;
    while (left > 0) {
      selector.select(Math.max(1, left / 1_000_000));
      selector.selectedKeys().clear();
      packet.clear();
      while (channel.read(packet) > 0) {
        long received = clock.getAsLong();
        UdpEcho answer = UdpEcho.read(packet.flip());
        if (answer != null && answer.run() == run && answer.number() == number) {
          return new Echo(sent, answer.heardNanos(), answer.answeredNanos(), received);
        }
        packet.clear();
      }
      left = patienceNanos - (System.nanoTime() - asked);
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      selector.close();
    }
  }
}
