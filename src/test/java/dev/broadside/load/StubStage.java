package dev.broadside.load;

import dev.broadside.load.StubFates.Fate;
import dev.broadside.load.TruthLog.Entry;
import dev.broadside.load.TruthLog.Kind;
import dev.broadside.process.Parent;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stage whose every delivery is known. Whoever sends a text frame is a publisher, and the frame a
 * broadcast to every connection that never sent one; each delivery waits as the {@link StubPlan}
 * says. The truth is not the plan but what was written, stamped with {@code System.nanoTime} on the
 * event loop right after the write and flush: a late timer is in it, and so in no error of whoever
 * is compared with it.
 *
 * <p>A process of its own, with one event loop. It says {@code port N}, and {@code stalled FROM TO}
 * when it did; at the end of its standard input it writes its {@link TruthLog} and ends. It finds
 * the marker by a pattern of its own, so that no bug of the injector's can confirm itself.
 */
final class StubStage {
  private static final Pattern MARKER =
      Pattern.compile("bs1\\.[0-9a-z]+\\.[0-9a-z]+\\.([0-9a-z]+)\\.([0-9a-z]+)\\.");
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A second copy follows at once, perhaps in the same read, or when others are through. */
  private static final long COPY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final StubPlan plan;
  private final SplittableRandom random;
  private final StubFates fates;
  private final TruthLog log = new TruthLog();
  private final Map<Channel, Integer> audience = new LinkedHashMap<>();
  private int accepted;
  private int broadcasts;

  private StubStage(StubPlan plan) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed());
    this.fates = new StubFates(random.split(), plan.faulty());
  }

  /** Arguments: the file for the truth, then the plan. */
  public static void main(String[] args) throws Exception {
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    StubStage stage = new StubStage(StubPlan.of(List.of(args).subList(1, args.length)));
    Path file = Path.of(args[0]);
    Parent.listen(command -> {}, () -> stage.end(loops.next(), file));
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 1_024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(stage.new Pipeline())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    System.out.println("port " + ((InetSocketAddress) server.localAddress()).getPort());
  }

  private void end(EventLoop loop, Path file) {
    try {
      loop.submit(
              () -> {
                log.writeTo(file);
                return file;
              })
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the truth cannot be written to " + file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(
              new HttpServerCodec(),
              new HttpObjectAggregator(8 * 1024),
              new WebSocketServerProtocolHandler("/", null, false, 1024 * 1024, false, true),
              new Member());
    }
  }

  private final class Member extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        audience.put(context.channel(), accepted++);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      audience.remove(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame)
        throws IOException {
      audience.remove(context.channel());
      if (++broadcasts == plan.stallAt()) {
        stall();
      }
      broadcast(context.channel().eventLoop(), frame.content());
    }
  }

  private static void stall() {
    long from = System.nanoTime();
    long to = from + STALL_NANOS;
    for (long left = STALL_NANOS; left > 0; left = to - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    System.out.println("stalled " + from + " " + System.nanoTime());
  }

  private void broadcast(EventLoop loop, ByteBuf text) throws IOException {
    Matcher marker = MARKER.matcher(text.toString(StandardCharsets.US_ASCII));
    if (!marker.find()) {
      throw new IOException("no marker in " + text.toString(StandardCharsets.US_ASCII));
    }
    int number = Integer.parseInt(marker.group(1), 36);
    long intended = Long.parseLong(marker.group(2), 36);
    // Copied once, so that a slow receiver keeps no buffer of the publisher's.
    ByteBuf payload = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text));
    for (Map.Entry<Channel, Integer> member : audience.entrySet()) {
      Delivery delivery =
          new Delivery(member.getKey(), payload, member.getValue(), number, intended);
      Fate fate = fates.next();
      long delay = plan.schedule().delayNanos(random);
      if (fate == Fate.DROPPED) {
        log.add(delivery.entry(Kind.DROPPED, System.nanoTime()));
        continue;
      }
      loop.schedule(() -> write(delivery, Kind.WRITTEN), delay, TimeUnit.NANOSECONDS);
      if (fate == Fate.DOUBLED) {
        long copy = delay + (random.nextBoolean() ? COPY_NANOS : 0);
        loop.schedule(() -> write(delivery, Kind.REPEATED), copy, TimeUnit.NANOSECONDS);
      }
    }
  }

  /** One broadcast's way to one connection. */
  private record Delivery(
      Channel channel, ByteBuf payload, int connection, int broadcast, long intendedMicros) {
    Entry entry(Kind kind, long nanos) {
      return new Entry(connection, broadcast, intendedMicros, kind, nanos);
    }
  }

  /** On the event loop, so that the bytes are with the kernel when the listener is called. */
  private void write(Delivery delivery, Kind kind) {
    delivery
        .channel()
        .writeAndFlush(new TextWebSocketFrame(delivery.payload().duplicate()))
        .addListener(
            written -> {
              if (written.isSuccess()) {
                log.add(delivery.entry(kind, System.nanoTime()));
              }
            });
    // A woken receiver may have been put behind this thread on its core; a burst of writes would
    // keep it there for milliseconds, which no other machine's stage could do.
    Thread.yield();
  }
}
