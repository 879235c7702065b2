package dev.broadside.stage;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stage's port and event loops. Bound before it serves, because functions must be told the port
 * before there is anything to serve; what connects meanwhile waits in the backlog. Its threads keep
 * the process alive.
 */
final class StageServer implements AutoCloseable {
  /** What a client may leave unread, beyond the kernel's buffers, until posts answer 429. */
  private static final WriteBufferWaterMark CLIENT_BUFFER =
      new WriteBufferWaterMark(32 << 10, 64 << 10);

  /** One for all connections, of which each would otherwise have its own. */
  private static final RecvByteBufAllocator READS = new FixedRecvByteBufAllocator(8 << 10);

  private final Transport transport;
  private final EventLoopGroup group;
  private final Doorway doorway;
  private final Channel channel;

  private StageServer(Transport transport, EventLoopGroup group, Doorway doorway, Channel channel) {
    this.transport = transport;
    this.group = group;
    this.doorway = doorway;
    this.channel = channel;
  }

  /** Takes {@code port} of the loopback address, or a free one where it is 0. */
  static StageServer bind(int port) throws StageException {
    return bind(new InetSocketAddress(NetUtil.LOCALHOST4, port), new Doorway());
  }

  /**
   * Takes {@code address}, where port 0 is a free one, for clients that enter by {@code doorway}.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The end of idle event loops needs no waiting.
  static StageServer bind(InetSocketAddress address, Doorway doorway) throws StageException {
    Transport transport = Transport.best();
    // Half the processors: the other half runs functions, and each loop more costs batching.
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("stage"), transport.handler());
    ChannelFuture binding =
        new ServerBootstrap()
            .group(group)
            .channel(transport.server())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_BACKLOG, 8192)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, CLIENT_BUFFER)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .childHandler(doorway)
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new StageException(
          "port "
              + address.getPort()
              + " of "
              + address.getAddress().getHostAddress()
              + " cannot be used ("
              + binding.cause().getMessage()
              + "): stop what uses it, or choose another with --port (0 takes a free one)",
          binding.cause());
    }
    return new StageServer(transport, group, doorway, binding.channel());
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Begins to accept connections. */
  void serve(FrontDoor.Behind behind) {
    doorway.open(behind);
    channel.config().setAutoRead(true);
  }

  /** The event loops that serve. */
  List<EventLoop> loops() {
    List<EventLoop> loops = new ArrayList<>();
    group.forEach(loop -> loops.add((EventLoop) loop));
    return loops;
  }

  HttpPools pools(InetSocketAddress target, HttpPool.Bounds bounds) {
    return new HttpPools(loops(), transport, target, bounds);
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
