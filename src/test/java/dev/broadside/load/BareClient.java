package dev.broadside.load;

import dev.broadside.process.Parent;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that can measure a stub stage, to compare the injector with: Netty with one handler,
 * which stamps what was read before it looks at it, finds the frames by hand and keeps the first
 * stamp of each connection and broadcast in an array. No codec, no ledger, no histogram. It
 * publishes for itself, on an absolute schedule as the injector does.
 *
 * <p>A process of its own; arguments: port, connections, warm-up and measured broadcasts,
 * nanoseconds of drain, broadcasts a second. It says {@code publishing}, and at the end {@code
 * delivered N P50 P99 P999}, in nanoseconds from the intended time, exact ranks.
 */
final class BareClient {
  private static final String BEFORE_NUMBER =
      "{\"action\":\"sendMessage\",\"message\":\"bs1.bare.0.";
  private static final int PAYLOAD = 512;

  private final int connections;
  private final int broadcasts;
  private final long intervalNanos;
  private final long[][] stamps;
  private final CountDownLatch open;

  private BareClient(int connections, int broadcasts, int perSecond) {
    this.connections = connections;
    this.broadcasts = broadcasts;
    this.intervalNanos = 1_000_000_000L / perSecond;
    this.stamps = new long[connections][broadcasts];
    this.open = new CountDownLatch(connections + 1);
  }

  /** Measures once, and ends. */
  public static void main(String[] args) throws InterruptedException {
    Parent.listen(command -> {}, () -> {});
    int port = Integer.parseInt(args[0]);
    int warmup = Integer.parseInt(args[2]);
    BareClient client =
        new BareClient(
            Integer.parseInt(args[1]),
            warmup + Integer.parseInt(args[3]),
            Integer.parseInt(args[5]));
    client.measure(port, warmup, Long.parseLong(args[4]));
    System.exit(0);
  }

  private void measure(int port, int warmup, long drainNanos) throws InterruptedException {
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
    Channel publisher = connect(bootstrap, port, new long[broadcasts]);
    for (int i = 0; i < connections; i++) {
      connect(bootstrap, port, stamps[i]);
    }
    open.await();
    System.out.println("publishing");
    long start = System.nanoTime() + intervalNanos;
    for (int number = 0; number < broadcasts; number++) {
      long intended = start + number * intervalNanos;
      sleepUntil(intended);
      publisher.writeAndFlush(frame(number, intended));
    }
    sleepUntil(start + broadcasts * intervalNanos + drainNanos);
    print(start, warmup, drainNanos);
  }

  private Channel connect(Bootstrap bootstrap, int port, long[] row) throws InterruptedException {
    return bootstrap.clone().handler(new Receiver(row)).connect("127.0.0.1", port).sync().channel();
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** A masked text frame; a mask of zeros leaves the text as it is. */
  private static ByteBuf frame(int number, long intendedNanos) {
    String marker =
        Integer.toString(number, 36)
            + '.'
            + Long.toString(TimeUnit.NANOSECONDS.toMicros(intendedNanos), 36)
            + ".00";
    StringBuilder text = new StringBuilder(BEFORE_NUMBER).append(marker);
    text.append("-".repeat(Math.max(0, PAYLOAD - text.length()))).append("\"}");
    ByteBuf frame = Unpooled.buffer(text.length() + 8);
    frame.writeByte(0x81).writeByte(0x80 | 126).writeShort(text.length()).writeInt(0);
    frame.writeCharSequence(text, StandardCharsets.US_ASCII);
    return frame;
  }

  private void print(long start, int warmup, long drainNanos) {
    long[] latencies = new long[connections * (broadcasts - warmup)];
    int delivered = 0;
    for (long[] row : stamps) {
      for (int number = warmup; number < broadcasts; number++) {
        long latency = row[number] - (start + number * intervalNanos);
        if (row[number] != 0 && latency <= drainNanos) {
          latencies[delivered++] = latency;
        }
      }
    }
    long[] sorted = Arrays.copyOf(latencies, delivered);
    Arrays.sort(sorted);
    System.out.printf(
        "delivered %d %d %d %d%n",
        delivered, Truth.at(sorted, 50), Truth.at(sorted, 99), Truth.at(sorted, 99.9));
  }

  /** One connection: the answer to the handshake, then frames, which may come in pieces. */
  private final class Receiver extends ChannelInboundHandlerAdapter {
    private final long[] row;
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;
    private boolean upgraded;

    Receiver(long[] row) {
      this.row = row;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      context.writeAndFlush(
          Unpooled.copiedBuffer(
              """
              GET / HTTP/1.1\r
              Host: 127.0.0.1\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              Sec-WebSocket-Version: 13\r
              \r
              """,
              StandardCharsets.US_ASCII));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      long nanos = System.nanoTime();
      ByteBuf read = (ByteBuf) message;
      ByteBuf bytes = rest.isReadable() ? Unpooled.wrappedBuffer(rest, read) : read;
      if (!upgraded && bytes.readableBytes() >= 4) {
        upgrade(bytes);
      }
      while (upgraded && take(bytes, nanos)) {
        // One frame after the other.
      }
      rest = bytes.isReadable() ? bytes.copy() : Unpooled.EMPTY_BUFFER;
      bytes.release();
    }

    private void upgrade(ByteBuf bytes) {
      int end = bytes.toString(StandardCharsets.US_ASCII).indexOf("\r\n\r\n");
      if (end >= 0) {
        bytes.skipBytes(end + 4);
        upgraded = true;
        open.countDown();
      }
    }

    private boolean take(ByteBuf bytes, long nanos) {
      int at = bytes.readerIndex();
      if (bytes.readableBytes() < 4) {
        return false;
      }
      int length = bytes.getUnsignedShort(at + 2);
      if (bytes.readableBytes() < 4 + length) {
        return false;
      }
      int number = 0;
      int digit = at + 4 + BEFORE_NUMBER.length();
      for (byte b = bytes.getByte(digit); b != '.'; b = bytes.getByte(++digit)) {
        number = number * 36 + Character.digit(b, 36);
      }
      if (row[number] == 0) {
        row[number] = nanos;
      }
      bytes.skipBytes(4 + length);
      return true;
    }
  }
}
