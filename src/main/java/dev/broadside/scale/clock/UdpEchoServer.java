package dev.broadside.scale.clock;

import dev.broadside.measure.Anchor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** Tells other injectors the reference's time, on a daemon thread of its own. */
public final class UdpEchoServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(UdpEchoServer.class.getName());

  private final DatagramChannel channel;
  private final ReferenceTime time;
  private final int run;
  private final Thread thread;

  private UdpEchoServer(DatagramChannel channel, ReferenceTime time, String runId) {
    this.channel = channel;
    this.time = time;
    this.run = UdpEcho.run(runId);
    this.thread = new Thread(this::answer, "clock-echo");
    thread.setDaemon(true);
  }

  /**
   * Starts to answer.
   *
   * @param address where; port 0 takes a free one
   * @param anchor the reference's
   */
  public static UdpEchoServer start(InetSocketAddress address, Anchor anchor, String runId)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    UdpEchoServer server = new UdpEchoServer(channel, ReferenceTime.shared(anchor), runId);
    server.thread.start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private void answer() {
    ByteBuffer packet = ByteBuffer.allocateDirect(UdpEcho.BYTES + 1);
    while (channel.isOpen()) {
      try {
        answerOne(packet);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // An answer that cannot be sent is as good as one that is lost on the way.
        LOG.log(System.Logger.Level.DEBUG, "clock echo", e);
      }
    }
  }

  private void answerOne(ByteBuffer packet) throws IOException {
    packet.clear();
    SocketAddress asker = channel.receive(packet);
    long heard = System.nanoTime();
    UdpEcho question = UdpEcho.read(packet.flip());
    // An answer that comes back, from a forged sender, would be answered for ever.
    if (asker == null || question == null || question.run() != run || !question.isQuestion()) {
      return;
    }
    long heardNanos = time.toReferenceNanos(heard);
    long answered = time.toReferenceNanos(System.nanoTime());
    new UdpEcho(run, question.number(), heardNanos, answered).writeTo(packet);
    channel.send(packet, asker);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
