package dev.broadside.load;

import dev.broadside.scenario.Connect;
import dev.broadside.scenario.Rate;
import dev.broadside.scenario.Reach;
import io.gatling.core.config.NettyConfiguration;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Opens WebSocket connections as a run does, and tells what becomes of each. */
final class Dial implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Connector connector;

  Dial(URI address, Reach reach) throws LoadException {
    Connect connect = new Connect(new Rate(1), Map.of(), Map.of(), null);
    connector =
        new Connector(
            Target.resolve(address, Route.of(reach)),
            new Handshakes(address, connect, text -> text, null),
            new NettyConfiguration(false, false));
  }

  /** {@code open from ADDRESS}, or why it failed. */
  String open() throws InterruptedException {
    Fate fate = new Fate();
    connector.open(loops.next(), new Person("room-1", "user-1", ""), fate);
    return fate.said.take();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for its threads.
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Fate implements Connection {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Override
    public void opened(Channel channel, long nanos, long tookNanos) {
      InetSocketAddress local = (InetSocketAddress) channel.localAddress();
      said.add("open from " + local.getAddress().getHostAddress());
    }

    @Override
    public void failed(String reason, long nanos, long tookNanos) {
      said.add(reason);
    }

    @Override
    public void text(ByteBuf text, long nanos) {}

    @Override
    public void broken(Throwable cause) {
      said.add("broken: " + cause);
    }

    @Override
    public void dropped() {}
  }
}
