package dev.broadside.stage;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the sockets of clients, so that they never take the descriptors that the stage needs for
 * functions, tables and logs: one too many is answered 503 and closed. A process without
 * descriptors accepts nobody, answers nobody and cannot say why.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Who is refused is told as well as it can be.
final class Crowd {
  /** At least 18,000 clients where 20,000 descriptors are allowed. */
  private static final long MOST_RESERVED = 1_000;

  private static final int WITHOUT_LIMIT = 1 << 20;
  private static final byte[] FULL =
      """
      HTTP/1.1 503 Service Unavailable\r
      content-length: 0\r
      connection: close\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final int most;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean said = new AtomicBoolean();
  private final ChannelFutureListener leaving = closed -> inside.decrementAndGet();

  Crowd(int most) {
    this.most = most;
  }

  /** As many as this process has descriptors for, but a reserve. */
  static Crowd ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? new Crowd(most(unix.getMaxFileDescriptorCount()))
        : new Crowd(WITHOUT_LIMIT);
  }

  static int most(long descriptors) {
    long reserve = Math.min(MOST_RESERVED, descriptors / 4);
    return (int) Math.min(descriptors - reserve, WITHOUT_LIMIT);
  }

  /** Whether {@code client} may stay; else it is on its way out. */
  boolean admits(Channel client) {
    if (inside.incrementAndGet() <= most) {
      client.closeFuture().addListener(leaving);
      return true;
    }
    inside.decrementAndGet();
    if (said.compareAndSet(false, true)) {
      System.getLogger(Crowd.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "more than {0} sockets of clients: further ones get 503 until some close;"
                  + " raise the limit of open files (ulimit -n)",
              Integer.toString(most));
    }
    client
        .eventLoop()
        .execute(
            () ->
                client
                    .writeAndFlush(Unpooled.wrappedBuffer(FULL))
                    .addListener(ChannelFutureListener.CLOSE));
    return false;
  }

  int inside() {
    return inside.get();
  }
}
