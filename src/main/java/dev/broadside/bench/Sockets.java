package dev.broadside.bench;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How sockets are driven: by one event loop, with native epoll where it is available. */
public final class Sockets {
  private static final boolean EPOLL = Epoll.isAvailable();
  static final Class<? extends Channel> CLIENT =
      EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;

  /** What listens. */
  public static final Class<? extends ServerChannel> SERVER =
      EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;

  private Sockets() {}

  /** One thread for all sockets. */
  public static EventLoopGroup oneLoop() {
    IoHandlerFactory driver = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(1, driver);
  }
}
