package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How sockets are driven: native epoll where it is available, else the JDK's selector. */
record Transport(
    IoHandlerFactory handler,
    Class<? extends ServerChannel> server,
    Class<? extends Channel> client) {

  static Transport best() {
    return Epoll.isAvailable()
        ? new Transport(
            EpollIoHandler.newFactory(), EpollServerSocketChannel.class, EpollSocketChannel.class)
        : new Transport(
            NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
  }
}
