package dev.broadside.load;

import dev.broadside.measure.Distribution;
import dev.broadside.measure.Latencies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The round trip of PING and PONG on one subscriber of a hundred, the first at least: what the
 * network takes both ways, with the two ends' event loops in it, and nothing of the handlers. API
 * Gateway answers a client's PING itself and never hands it to a function (observed, not
 * documented: dvmatyun/web_socket#13, compiler-explorer/infra#2229).
 *
 * <p>Each connection asks once a second, or more seldom, so that all together ask {@value
 * #MOST_PER_SECOND} times a second at most. One that got no answer does not ask again. A round trip
 * is from the moment the PING was written to when the bytes of its PONG were read. One that takes
 * longer than a period stands for those that it kept from being asked as well, each a period
 * shorter, or a network that stood still would show in one of many. Event loops add, the conductor
 * reads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails closes its channel.
final class Pings {
  private static final int ONE_OF = 100;
  private static final int MOST_PER_SECOND = 50;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long periodNanos;
  private final Queue<Long> before = new ConcurrentLinkedQueue<>();
  private final Queue<Long> during = new ConcurrentLinkedQueue<>();
  private final Latencies idle = new Latencies();
  private final Latencies busy = new Latencies();
  private volatile Phase phase = Phase.IDLE;

  private enum Phase {
    /** Nothing is published yet. */
    IDLE,
    WARM_UP,
    MEASURED,
    OVER
  }

  /** Pings for an audience of {@code connections}. */
  Pings(int connections) {
    this(periodNanos(Math.ceilDiv(connections, ONE_OF)));
  }

  /** Pings each connection so often. */
  Pings(long periodNanos) {
    this.periodNanos = periodNanos;
  }

  private static long periodNanos(long pinged) {
    return Math.max(1, Math.ceilDiv(pinged, MOST_PER_SECOND)) * SECOND_NANOS;
  }

  /** Pings on this subscriber's connection, when it is one of those, for as long as it is open. */
  void watch(int subscriber, Channel channel) {
    if (subscriber % ONE_OF == 0) {
      Pinged pinged = new Pinged(channel.pipeline().get(ArrivalStamp.class));
      // What is last takes every frame for itself.
      channel.pipeline().addBefore(channel.pipeline().lastContext().name(), null, pinged);
    }
  }

  /** Publishing begins, with the warm-up. */
  void warmUp() {
    phase = Phase.WARM_UP;
  }

  /** The measured window begins. */
  void begin() {
    phase = Phase.MEASURED;
  }

  /** It is over. */
  void end() {
    phase = Phase.OVER;
  }

  /** The round trips before anything was published; on the conductor's thread. */
  Distribution idle() {
    return idleLatencies().distribution();
  }

  /** The round trips in the measured window; on the conductor's thread. */
  Distribution measured() {
    return measuredLatencies().distribution();
  }

  /** The same as values. */
  Latencies idleLatencies() {
    return taken(before, idle);
  }

  /** The same as values. */
  Latencies measuredLatencies() {
    return taken(during, busy);
  }

  private static Latencies taken(Queue<Long> added, Latencies all) {
    for (Long nanos = added.poll(); nanos != null; nanos = added.poll()) {
      all.record(nanos);
    }
    return all;
  }

  /** What was asked in the measured window counts whenever it is answered: the slow ones too. */
  private void note(Phase asked, long nanos) {
    switch (asked) {
      case IDLE -> noteEach(before, phase == Phase.IDLE ? nanos : 0);
      case MEASURED -> noteEach(during, nanos);
      case WARM_UP, OVER -> {
        // The stage is not yet warm, or no longer asked.
      }
    }
  }

  private void noteEach(Queue<Long> all, long nanos) {
    for (long each = nanos; each > 0; each -= periodNanos) {
      all.add(each);
    }
  }

  /** One connection that is pinged; all of it on its event loop. */
  private final class Pinged extends ChannelInboundHandlerAdapter {
    private final ArrivalStamp stamp;
    private long number;
    private long writtenNanos;
    private boolean awaited;
    private boolean leaving;
    private Phase asked = Phase.IDLE;

    Pinged(ArrivalStamp stamp) {
      this.stamp = stamp;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      ping(context);
    }

    private void ping(ChannelHandlerContext context) {
      if (phase == Phase.OVER || leaving || !context.channel().isActive()) {
        return;
      }
      if (!awaited) {
        awaited = true;
        asked = phase;
        ByteBuf payload = Unpooled.copyLong(++number);
        context
            .writeAndFlush(new PingWebSocketFrame(payload))
            .addListener(written -> writtenNanos = System.nanoTime());
      }
      context.executor().schedule(() -> ping(context), periodNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      leaving |= event instanceof Goodbye;
      context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof PongWebSocketFrame pong && awaited) {
        ByteBuf payload = pong.content();
        if (payload.readableBytes() == Long.BYTES
            && payload.getLong(payload.readerIndex()) == number) {
          awaited = false;
          note(asked, stamp.nanos() - writtenNanos);
          ReferenceCountUtil.release(message);
          return;
        }
      }
      context.fireChannelRead(message);
    }
  }
}
